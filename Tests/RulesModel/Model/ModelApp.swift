/// Everything that the rules know of one app: a plain value, with nothing that a database would need.
struct ModelApp: Sendable {
    let number: Int
    let rules: ModelRules
    var accounts: Set<String> = [] {
        didSet {
            for account in accounts.subtracting(oldValue) {
                importTimes[account] = clock
            }
        }
    }
    /// When each account came, or came back.
    private(set) var importTimes: [String: Int] = [:]
    var groups: [String: ModelGroup] = [:]
    /// The present moment, for steps that name others.
    var clock = 0

    init(number: Int, rules: ModelRules) {
        self.number = number
        self.rules = rules
    }

    /// Accounts that a write names must have been imported, unless the app imports them on sight.
    ///
    /// Call it last, as the accounts exist from then on.
    mutating func require(_ names: [String]) throws(Refusal) {
        if rules.importsOnSight {
            accounts.formUnion(names)
        } else if !accounts.isSuperset(of: names) {
            throw Refusal(10019)
        }
    }

    /// The group that a call addresses: 10015 for what could never be one, 10010 for what is none.
    func group(_ id: String) throws(Refusal) -> ModelGroup {
        guard (1...48).contains(id.utf8.count) else {
            throw Refusal(10015)
        }
        guard let group = groups[id] else {
            throw Refusal(10010)
        }
        return group
    }

    /// The same for calls on messages, which a group with topics, of which the model has none, does not take.
    func groupWithMessages(_ id: String) throws(Refusal) -> ModelGroup {
        let group = try group(id)
        guard !group.supportsTopics else {
            throw Refusal(10004)
        }
        return group
    }

    /// The same for calls on members, which an AVChatRoom does not have.
    func groupWithMembers(_ id: String) throws(Refusal) -> ModelGroup {
        let group = try group(id)
        guard group.type != "AVChatRoom" else {
            throw Refusal(10007)
        }
        return group
    }

    /// Takes an account out of the app, with all that hangs on it.
    mutating func delete(account: String, at now: Int) {
        accounts.remove(account)
        for (id, group) in groups {
            var group = group
            let isConcerned = group.owner == account || group.member(account) != nil
            group.owner = group.owner == account ? nil : group.owner
            group.members.removeAll { $0.account == account }
            group.mutes[account] = nil
            if isConcerned {
                group.pendingChange = true
            }
            groups[id] = group
        }
    }
}

/// How an app of the test is configured.
struct ModelRules: Sendable {
    var importsOnSight = false
    /// The keys of groups; `nil` allows every key.
    var groupKeys: [String]?
    /// The keys of members by type; a type that is absent allows every key.
    var memberKeys: [String: [String]] = [:]
}

/// The code with which a call is refused.
struct Refusal: Error {
    let code: Int

    init(_ code: Int) {
        self.code = code
    }
}
