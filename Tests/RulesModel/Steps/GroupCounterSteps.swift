import Wire

struct UpdateGroupCounterStep: Step {
    static let name = CommandName(service: .groupOpen, command: "update_group_counter")
    let id: String
    let mode: String?
    let pairs: [ModelPair<Int>]

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(
            id: dice.group(in: app),
            mode: dice.maybe(90) { $0.one(of: "Set", "Increase", "Decrease") },
            pairs: dice.list(1...5) { dice in
                ModelPair(
                    key: "c\(dice.roll(22))",
                    value: dice.chance(10) ? dice.one(of: Int.max, Int.min) : dice.number(in: -5...5))
            })
    }

    var body: Fields {
        var fields = Fields(group: id)
        fields.add("Mode", mode)
        fields.add("GroupCounter", pairs.map(GroupCounter.item))
        return fields
    }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try GroupCounter.group(id, in: app)
        for pair in pairs {
            let old = group.counters.first { $0.key == pair.key }
            guard old != nil || group.counters.count < 20 else {
                throw Refusal(10063)
            }
            let (value, overflows) =
                switch mode {
                case "Increase": (old?.value ?? 0).addingReportingOverflow(pair.value)
                case "Decrease": (old?.value ?? 0).subtractingReportingOverflow(pair.value)
                default: (pair.value, false)
                }
            guard !overflows else {
                throw Refusal(10004)
            }
            group.counters.write(ModelPair(key: pair.key, value: value))
        }
        app.groups[id] = group
        return GroupCounter.answer(group, keys: pairs.map(\.key))
    }
}

struct DeleteGroupCounterStep: Step {
    static let name = CommandName(service: .groupOpen, command: "delete_group_counter")
    let id: String
    let keys: [String]?

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), keys: dice.maybe(80) { $0.list(0...3) { "c\($0.roll(22))" } })
    }

    var body: Fields { GroupCounter.body(id, keys) }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        var group = try GroupCounter.group(id, in: app)
        let keys = keys ?? []
        group.counters.removeAll { keys.isEmpty || keys.contains($0.key) }
        app.groups[id] = group
        return Fields()
    }
}

struct GetGroupCounterStep: Step {
    static let name = CommandName(service: .groupOpen, command: "get_group_counter")
    let id: String
    let keys: [String]?

    static func random(_ dice: inout Dice, in app: ModelApp) -> Self {
        Self(id: dice.group(in: app), keys: dice.maybe(40) { $0.list(0...4) { "c\($0.roll(22))" } })
    }

    var body: Fields { GroupCounter.body(id, keys) }

    func apply(to app: inout ModelApp, at now: Int) throws(Refusal) -> Fields {
        let group = try GroupCounter.group(id, in: app)
        let wanted = keys.flatMap { $0.isEmpty ? nil : $0 } ?? group.counters.map(\.key)
        return GroupCounter.answer(group, keys: wanted)
    }
}

/// What the commands on counters share.
private enum GroupCounter {
    static func group(_ id: String, in app: ModelApp) throws(Refusal) -> ModelGroup {
        let group = try app.group(id)
        guard group.type != "Community" else {
            throw Refusal(10007)
        }
        return group
    }

    static func body(_ id: String, _ keys: [String]?) -> Fields {
        var fields = Fields(group: id)
        fields.add("GroupCounterKeys", keys)
        return fields
    }

    static func item(_ pair: ModelPair<Int>) -> Fields {
        var item = Fields()
        item.add("Key", pair.key)
        item.add("Value", pair.value)
        return item
    }

    /// Counters in the order of the keys, each once; keys without a counter are left out.
    static func answer(_ group: ModelGroup, keys: [String]) -> Fields {
        let distinct = keys.enumerated().filter { keys.firstIndex(of: $0.element) == $0.offset }.map(\.element)
        var answer = Fields()
        answer.add("GroupCounter", distinct.compactMap { key in group.counters.first { $0.key == key } }.map(item))
        return answer
    }
}
