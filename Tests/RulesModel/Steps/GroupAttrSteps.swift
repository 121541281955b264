import Wire

struct ModifyGroupAttrStep: Step {
    static let name = CommandName(service: .groupOpen, command: "modify_group_attr")
    let id: String
    let pairs: [ModelPair<String>]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), pairs: dice.attributes())
    }

    var body: Fields { GroupAttr.body(id, pairs) }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        try GroupAttr.write(pairs, of: id, in: &app, at: now) { $0 }
    }
}

struct SetGroupAttrStep: Step {
    static let name = CommandName(service: .groupOpen, command: "set_group_attr")
    let id: String
    let pairs: [ModelPair<String>]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), pairs: dice.attributes())
    }

    var body: Fields { GroupAttr.body(id, pairs) }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        try GroupAttr.write(pairs, of: id, in: &app, at: now) { _ in [] }
    }
}

struct DeleteGroupAttrStep: Step {
    static let name = CommandName(service: .groupOpen, command: "delete_group_attr")
    let id: String
    let keys: [String]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        let id = dice.group(in: app)
        let present = app.groups[id]?.attributes.map(\.key) ?? []
        return Self(id: id, keys: dice.list(1...2) { $0.maybe(85) { $0.pick(present) } ?? "k\($0.roll(18))" })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add(
            "GroupAttr",
            keys.map { key in
                var item = Fields()
                item.add("key", key)
                return item
            })
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.group(id)
        try group.attributeWrites.record(at: now)
        guard Set(keys).isSubset(of: group.attributes.map(\.key)) else {
            throw Refusal(10050)
        }
        group.attributes.removeAll { keys.contains($0.key) }
        app.groups[id] = group
        return Fields()
    }
}

struct ClearGroupAttrStep: GroupStep {
    static let name = CommandName(service: .groupOpen, command: "clear_group_attr")
    let id: String

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try app.group(id)
        try group.attributeWrites.record(at: now)
        group.attributes = []
        app.groups[id] = group
        return Fields()
    }
}

struct GetGroupAttrStep: GroupStep {
    static let name = CommandName(service: .groupAttributes, command: "get_group_attr")
    let id: String

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var answer = Fields()
        answer.add("GroupAttrAry", try app.group(id).attributes.map(GroupAttr.item))
        return answer
    }
}

/// What the commands on attributes share.
private enum GroupAttr {
    static func item(_ pair: ModelPair<String>) -> Fields {
        var item = Fields()
        item.add("key", pair.key)
        item.add("value", pair.value)
        return item
    }

    static func body(_ id: String, _ pairs: [ModelPair<String>]) -> Fields {
        var fields = Fields(group: id)
        fields.add("GroupAttr", pairs.map(item))
        return fields
    }

    /// Writes attributes over those that a command leaves.
    static func write(
        _ pairs: [ModelPair<String>], of id: String, in app: inout ModelApp, at now: Int,
        over kept: ([ModelPair<String>]) -> [ModelPair<String>]
    ) throws(Refusal) -> Fields {
        for pair in pairs {
            guard pair.key.utf8.count <= 32 else {
                throw Refusal(10045)
            }
            guard pair.value.utf8.count <= 4_000 else {
                throw Refusal(10046)
            }
        }
        var group = try app.group(id)
        try group.attributeWrites.record(at: now)
        group.attributes = kept(group.attributes)
        for pair in pairs {
            group.attributes.write(pair)
        }
        guard group.attributes.count <= 16 else {
            throw Refusal(10047)
        }
        guard group.attributes.map(\.value.utf8.count).reduce(0, +) <= 16_000 else {
            throw Refusal(10048)
        }
        app.groups[id] = group
        return Fields()
    }
}

extension Array {
    /// Puts a pair in the place of the one with its key, or at the end.
    mutating func write<Value>(_ pair: ModelPair<Value>) where Element == ModelPair<Value> {
        if let index = firstIndex(where: { $0.key == pair.key }) {
            self[index] = pair
        } else {
            append(pair)
        }
    }
}

extension Dice {
    fileprivate mutating func attributes() -> [ModelPair<String>] {
        let isLarge = chance(8)
        return list(1...5) { dice in
            ModelPair(
                key: dice.chance(1) ? String(repeating: "k", count: 33) : "k\(dice.roll(18))",
                value: isLarge ? String(repeating: "v", count: 3_999 + dice.roll(3)) : dice.one(of: "", "1", "座"))
        }
    }
}
