package import Wire

/// Rules as routes and the command line have them: an object of JSON, with times in seconds.
extension FaultRule {
    private static let fields = [
        "app", "command", "group", "caller", "event", "chance", "count", "wait", "code", "info", "status", "cut",
        "dripBytes", "dripEvery", "loseWebhook", "delayWebhook",
    ]

    /// Reads a rule.
    ///
    /// - Parameters:
    ///   - text: an object of JSON.
    ///   - names: those that the rule may use.
    /// - Throws: ``FaultRuleError`` for the first field that cannot be.
    package init(parsing text: some Sequence<UInt8>, names: FaultNames) throws(FaultRuleError) {
        let fields = try RuleFields(parsing: text, known: Self.fields)
        scope = try fields.scope(names)
        chance = try fields.number("chance", in: Self.chances) ?? 1
        count = try fields.integer("count", in: Self.counts)
        effect = try fields.effect()
        try fields.check(scope, for: effect)
    }

    /// Writes the members of the object.
    package func writeMembers(to writer: inout JSONWriter) {
        scope.writeMembers(to: &writer)
        if chance < 1 {
            writer.number("chance", chance)
        }
        if let count {
            writer.field("count", count)
        }
        switch effect {
        case .call(let effect): effect.writeMembers(to: &writer)
        case .webhook(.lose): writer.flag("loseWebhook", true)
        case .webhook(.delay(let time)): writer.number("delayWebhook", time / .seconds(1))
        }
    }
}

extension RuleFields {
    fileprivate func scope(_ names: FaultNames) throws(FaultRuleError) -> FaultScope {
        FaultScope(
            app: try integer("app", in: 1...Int(UInt32.max)).map { SDKAppID(UInt32(clamping: $0)) },
            command: try value(
                "command", maximumLength: FaultRule.maximumName, "the name of a command of this server"
            ) { names.hasCommand($0) ? $0 : nil },
            group: try value(
                "group", maximumLength: GroupID.maximumBytes, "an identifier that a group may have", GroupID.init),
            caller: try value(
                "caller", maximumLength: Account.maximumBytes, "a name that an account may have"
            ) { Account($0) },
            event: try value(
                "event", maximumLength: FaultRule.maximumName,
                "the CallbackCommand of an event, or what follows Callback"
            ) { names.hasEvent($0) ? $0 : nil })
    }

    fileprivate func effect() throws(FaultRuleError) -> FaultEffect {
        let wait = try time("wait", in: FaultRule.waits)
        let answers = [try code(), try status(), try cut(), try drip()].compactMap(\.self)
        let webhooks = [
            try flag("loseWebhook") ? WebhookEffect.lose : nil,
            try time("delayWebhook", in: FaultRule.waits).map { .delay($0) },
        ].compactMap(\.self)
        switch (answers.count, webhooks.count, wait) {
        case (0, 0, let wait?): return .call(CallEffect(wait: wait))
        case (1, 0, let wait): return .call(CallEffect(wait: wait ?? .zero, answers[0]))
        case (0, 1, nil): return .webhook(webhooks[0])
        default:
            throw FaultRuleError(
                "A rule has one of code, status, cut, dripBytes, loseWebhook and delayWebhook; wait stands alone or beside "
                    + "one of the first four.")
        }
    }

    private func code() throws(FaultRuleError) -> CallEffect.Answer? {
        let info = try text("info", maximumLength: FaultRule.maximumInfo)
        guard let code = try integer("code", in: FaultRule.codes) else {
            guard info == nil else {
                throw FaultRuleError("The field info must stand beside code.")
            }
            return nil
        }
        return .code(code, info: info ?? "a fault answers with this code")
    }

    private func status() throws(FaultRuleError) -> CallEffect.Answer? {
        guard let status = try integer("status", in: FaultRule.statuses) else {
            return nil
        }
        guard ![204, 205, 304].contains(status) else {
            throw refusal("status", "none of 204, 205 and 304, whose answers have no length")
        }
        return .status(status)
    }

    private func cut() throws(FaultRuleError) -> CallEffect.Answer? {
        let moments = CutMoment.allCases.map(\.rawValue)
        let rule = moments.joined(separator: " or ")
        return try value("cut", maximumLength: FaultRule.maximumName, rule, CutMoment.init).map { .cut($0) }
    }

    private func drip() throws(FaultRuleError) -> CallEffect.Answer? {
        let bytes = try integer("dripBytes", in: FaultRule.dripSizes)
        let every = try time("dripEvery", in: FaultRule.dripPauses)
        switch (bytes, every) {
        case (nil, nil): return nil
        case (let bytes?, let every?): return .drip(bytes: bytes, every: every)
        case (nil, _): throw FaultRuleError("The field dripBytes must stand beside dripEvery.")
        case (_, nil): throw FaultRuleError("The field dripEvery must stand beside dripBytes.")
        }
    }

    /// Checks that what a rule hits has what its scope speaks of.
    fileprivate func check(_ scope: FaultScope, for effect: FaultEffect) throws(FaultRuleError) {
        switch effect {
        case .call where scope.event != nil:
            throw FaultRuleError("The field event must stand beside loseWebhook or delayWebhook.")
        case .webhook where scope.command != nil || scope.caller != nil:
            throw FaultRuleError("The fields command and caller must not stand beside loseWebhook or delayWebhook.")
        default: return
        }
    }
}

extension FaultScope {
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        if let app {
            writer.field("app", app.number)
        }
        if let command {
            writer.field("command", command)
        }
        if let group {
            writer.field("group", group.text)
        }
        if let caller {
            writer.field("caller", caller.text)
        }
        if let event {
            writer.field("event", event)
        }
    }
}

extension CallEffect {
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        if wait > .zero {
            writer.number("wait", wait / .seconds(1))
        }
        switch answer {
        case .own: break
        case .code(let code, let info):
            writer.field("code", code)
            writer.field("info", info)
        case .status(let status): writer.field("status", status)
        case .cut(let moment): writer.field("cut", moment.rawValue)
        case .drip(let bytes, let every):
            writer.field("dripBytes", bytes)
            writer.number("dripEvery", every / .seconds(1))
        }
    }
}

extension JSONWriter {
    fileprivate mutating func number(_ name: StaticString, _ value: Double) {
        key(name)
        plain(Int64(exactly: value).map(String.init) ?? "\(value)")
    }
}
