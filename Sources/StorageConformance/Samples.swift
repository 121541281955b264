import Groups
import Storage
import Testing
import Wire

let app = SDKAppID(1_400_000_001)
let otherApp = SDKAppID(1_400_000_002)

/// A moment well after any time that the samples carry.
let now = UnixTime(seconds: 1_700_000_000)

/// A moment a number of seconds after ``now``.
func later(_ seconds: UInt32) -> UnixTime {
    now.advanced(bySeconds: seconds)
}

/// Texts that are stored wrongly by whoever counts characters, composes them or stops at NUL.
let difficultText = "a\u{0}b\u{1}\u{0} 群 👨‍👩‍👧 e\u{301} \u{E9} \u{FEFF}\u{10FFFF}\u{0}"

/// As ``difficultText``, without the NUL that plain texts cannot hold.
let difficultPlainText = "群 👨‍👩‍👧 e\u{301} \u{E9} ' \" % \u{10FFFF}"

extension Account {
    /// - Precondition: the text can be an account.
    static func sample(_ text: String) -> Account {
        guard let account = Account(text) else {
            preconditionFailure("\(text) cannot be an account")
        }
        return account
    }

    static let alice = sample("alice")
    static let bob = sample("bob")
    static let carol = sample("carol")
    static let dave = sample("dave")

    /// So many accounts with names of their own.
    static func many(_ count: Int) -> [Account] {
        (0..<count).map { sample("user\($0)") }
    }
}

extension GroupID {
    /// - Precondition: the text can be a group's identifier.
    static func sample(_ text: String) -> GroupID {
        guard let id = GroupID(text) else {
            preconditionFailure("\(text) cannot be a group's identifier")
        }
        return id
    }

    static let club = sample("club")
    static let team = sample("team")
    static let none = sample("none")
}

extension StoreScope {
    /// The usual scope, or one that differs where a case says so.
    static func sample(
        _ app: SDKAppID = StorageConformance.app, at time: UnixTime = StorageConformance.now,
        accounts: AccountPolicy = .mustExist, plan: PlanLimits = .unlimited, groups: GroupLimits = GroupLimits(),
        messages: MessageLimits = MessageLimits()
    ) -> StoreScope {
        StoreScope(
            app, at: time, accounts: accounts, limits: StoreLimits(plan: plan, groups: groups, messages: messages))
    }
}

extension NewGroup {
    /// A group as `create_group` makes it.
    static func sample(
        _ id: GroupID, type: GroupType = .public, owner: Account? = nil, members: [Account] = [],
        maxMemberNum: Int64? = nil, at createTime: UnixTime = now
    ) throws -> NewGroup {
        var draft = GroupDraft(type: type, name: "Club")
        draft.owner = owner
        draft.maxMemberNum = maxMemberNum
        draft.members = members.map { .init(account: $0, role: .member, customFields: .none) }
        return try draft.group(id: id, createTime: createTime, limits: GroupLimits())
    }
}

extension GroupStore {
    /// Imports accounts without texts.
    func importAccounts(_ accounts: Account..., in app: SDKAppID = app) async throws {
        try await importAccounts(accounts.map { AccountImport(account: $0) }, in: .sample(app))
    }

    /// Creates a group, with its accounts.
    func create(_ group: NewGroup, in app: SDKAppID = app) async throws {
        try await createGroup(group, in: .sample(app, accounts: .importOnSight))
    }

    /// Adds members, creating their accounts.
    @discardableResult
    func add(
        _ accounts: Account..., to group: GroupID, in app: SDKAppID = app, at time: UnixTime = now
    ) async throws -> [MemberAdmission.Result] {
        try await addMembers(accounts, to: group, in: .sample(app, at: time, accounts: .importOnSight), isSilent: false)
    }

    /// Changes a profile without an operator.
    func change(_ group: GroupID, by change: ProfileChange, at time: UnixTime = now) async throws {
        try await changeProfile(of: group, in: .sample(at: time), by: change, operator: nil)
    }

    func remove(_ accounts: Account..., from group: GroupID, at time: UnixTime = now) async throws {
        try await removeMembers(accounts, from: group, in: .sample(at: time), isSilent: false, reason: "")
    }

    func makeAdmin(_ account: Account, in group: GroupID) async throws {
        var change = MemberChange()
        change.role = .admin
        try await changeMember(account, of: group, in: .sample(), by: change)
    }

    func ban(
        _ accounts: Account..., from group: GroupID, until end: UnixTime, at time: UnixTime = now
    ) async throws {
        try await banMembers(accounts, from: group, in: .sample(at: time), until: end)
    }

    /// Mutes accounts in a whole group.
    func mute(_ accounts: Account..., in group: GroupID, until end: UnixTime) async throws {
        try await muteMembers(accounts, of: group, topic: nil, in: .sample(), until: end)
    }

    func profile(_ group: GroupID, in app: SDKAppID = app) async throws -> GroupProfile {
        let seen = try await readGroups([group], members: false, in: .sample(app), visitor: RecordingVisitor())
        return try #require(seen.profiles.first)
    }

    func members(of group: GroupID, in app: SDKAppID = app) async throws -> [Member] {
        try await readGroups([group], members: true, in: .sample(app), visitor: RecordingVisitor()).members
    }

    func member(_ account: Account, of group: GroupID, in app: SDKAppID = app) async throws -> Member {
        try #require(try await members(of: group, in: app).first { $0.account == account })
    }

    func exists(_ group: GroupID, in app: SDKAppID = app) async throws -> Bool {
        let seen = try await readGroups([group], members: false, in: .sample(app), visitor: RecordingVisitor())
        return !seen.profiles.isEmpty
    }
}

/// The code with which a store refuses a call; `nil` if it does not.
func refusal(_ call: () async throws -> Void) async throws -> ErrorCode? {
    do {
        try await call()
        return nil
    } catch StoreError.refused(let refusal) {
        return refusal.code
    }
}

/// Whether a store cannot be used for a call.
func isUnavailable(_ call: () async throws -> Void) async throws -> Bool {
    do {
        try await call()
        return false
    } catch StoreError.unavailable {
        return true
    }
}

/// Makes calls at once, each with its index.
///
/// - Returns: the codes of the calls that were refused, in any order.
func refusals(of count: Int, _ call: @escaping @Sendable (Int) async throws -> Void) async throws -> [ErrorCode] {
    try await withThrowingTaskGroup(of: ErrorCode?.self) { group in
        for index in 0..<count {
            group.addTask {
                try await refusal { try await call(index) }
            }
        }
        return try await group.reduce(into: []) { codes, code in
            codes.append(contentsOf: [code].compactMap(\.self))
        }
    }
}
