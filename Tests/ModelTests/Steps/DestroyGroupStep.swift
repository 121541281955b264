import Wire

struct DestroyGroupStep: Step {
    static let name = CommandName(service: .groupOpen, command: "destroy_group")
    let id: String

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app))
    }

    var body: Fields {
        var fields = Fields()
        fields.add("GroupId", id)
        return fields
    }

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        _ = try app.group(id)
        app.groups[id] = nil
        return Fields()
    }
}
