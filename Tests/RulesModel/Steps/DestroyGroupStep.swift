import Wire

struct DestroyGroupStep: GroupStep {
    static let name = CommandName(service: .groupOpen, command: "destroy_group")
    let id: String

    var group: String? { id }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        _ = try app.group(id)
        app.groups[id] = nil
        return Fields()
    }
}
