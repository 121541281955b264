import Groups
import Storage
import StoreTransactions
import Wire

@testable import SQLiteStore

/// All that the store's calls show of the world of ``OlderWorld``, as lines.
struct WorldPicture {
    private let store: SQLiteStore
    private let now = UnixTime(seconds: 400)
    private(set) var lines: [String] = []

    init(of store: SQLiteStore) async throws {
        self.store = store
        try await addAccounts()
        try await addGroups()
        try await addLists()
        try await addTopics()
        try await addMessages()
    }

    private mutating func add(_ name: String, _ value: Any) {
        lines.append("\(name): \(value)")
    }

    private static func account(_ name: String) throws -> Account {
        guard let account = Account(name) else {
            throw DamagedRow(table: "accounts")
        }
        return account
    }

    private static func group(_ name: String) throws -> GroupID {
        guard let group = GroupID(name) else {
            throw DamagedRow(table: "groups")
        }
        return group
    }

    private mutating func addAccounts() async throws {
        let names = try ["alice", "bob", "carol", "dave", "eve"].map(Self.account)
        for (app, number) in [(SDKAppID(1), 1), (SDKAppID(2), 2)] {
            let portraits = try await store.portraits(of: names, in: .sample(app))
            for name in names {
                let items = portraits[name].map { $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }
                let text = items.map { $0.joined(separator: " ") } ?? "no account"
                add("portrait of \(name.text) in app \(number)", text)
            }
        }
        for name in names {
            let mute = try await store.globalMute(of: name, in: .sample())
            add("global mute of \(name.text)", mute.map { "\($0.c2cUntil.seconds) \($0.groupUntil.seconds)" } ?? "none")
            add("kick of \(name.text)", try await store.kickTime(of: name, in: .sample())?.seconds ?? -1)
        }
    }

    private mutating func addGroups() async throws {
        let page = try await store.listGroups(of: nil, after: 0, limit: 100, in: .sample())
        add("groups", "\(page.totalCount): " + page.groups.map(\.text).joined(separator: " "))
        for type in GroupType.storedOrder {
            let page = try await store.listGroups(of: type, after: 0, limit: 100, in: .sample())
            add("groups of type \(type)", "\(page.totalCount): " + page.groups.map(\.text).joined(separator: " "))
        }
        for id in page.groups {
            let found = try await store.readGroups([id], members: true, in: .sample(), visitor: Collector())
            for profile in found.profiles {
                add("profile of \(id.text)", profile)
            }
            for member in found.members {
                add("member of \(id.text)", member)
            }
        }
        let club = try Self.group("club")
        add("attributes", try await store.attributes(of: club, in: .sample()))
        add("counters", try await store.counters(of: club, in: .sample()))
        add("room admins", try await store.roomAdmins(of: try Self.group("live"), in: .sample()))
        add("other app", try await store.listGroups(of: nil, after: 0, limit: 100, in: .sample(SDKAppID(2))))
    }

    private mutating func addLists() async throws {
        let club = try Self.group("club")
        add("mutes", try await store.mutes(of: club, topic: nil, in: .sample(at: now)))
        add("bans", try await store.bans(of: club, offset: 0, limit: 100, in: .sample(at: now)))
        for name in ["alice", "bob", "dave"] {
            let joined = try await store.readJoinedGroups(
                of: try Self.account(name), filter: JoinedGroupFilter(), offset: 0, limit: nil,
                details: [.unreadMsgNum, .topics], in: .sample(), visitor: ListCollector())
            add("list of \(name)", joined.lines.joined(separator: "; "))
        }
    }

    private mutating func addTopics() async throws {
        let town = try Self.group("@TGS#_town")
        for account in ["alice", "bob"] {
            let topics = try await store.topics(nil, of: town, for: try Self.account(account), in: .sample())
            for topic in topics.compactMap(\.self) {
                add("topic of \(account)", topic)
            }
        }
        let permissionGroups = try await store.permissionGroups(after: 0, atMost: 10, of: town, in: .sample())
        for permissionGroup in permissionGroups.elements {
            add("permission group", permissionGroup)
            add(
                "topic permissions",
                try await store.topicPermissions(in: nil, of: permissionGroup.id, of: town, in: .sample()))
            let members = try await store.permissionGroupMembers(
                of: permissionGroup.id, after: 0, atMost: 10, of: town, in: .sample())
            add("permission group members", members.elements.map(\.account.text))
        }
    }

    private mutating func addMessages() async throws {
        let club = try Self.group("club")
        let town = try Self.group("@TGS#_town")
        let conversations = [
            Conversation(club), Conversation(town, topic: TopicID("@TGS#_town@TOPIC#_a")),
        ]
        for conversation in conversations {
            let history = await Self.outcome { [store, now] in
                try await store.history(of: conversation, upTo: nil, count: 20, in: .sample(at: now))
            }
            add("history", history)
        }
        let receipts = try await store.receiptCounts(of: [1, 2, 3, 4], in: club, scope: .sample(at: now))
        add("receipts", receipts.map { $0.map { "\($0.read)/\($0.unread)" } ?? "none" })
        let pairs = await Self.outcome { [store, now] in
            try await store.extensions(of: 3, in: club, scope: .sample(at: now), from: 0, limit: 10)
        }
        add("pairs", pairs)
    }

    /// What a call answers, or that it is refused.
    private static func outcome<Value>(of call: () async throws -> Value) async -> String {
        do {
            return "\(try await call())"
        } catch {
            return "\(error)"
        }
    }

    private struct Collector: GroupVisitor {
        var profiles: [GroupProfile] = []
        var members: [Member] = []

        mutating func visit(_ profile: GroupProfile) -> Bool {
            profiles.append(profile)
            return true
        }

        mutating func visitMissing(_ group: GroupID) -> Bool { true }

        mutating func visit(_ member: Member) -> Bool {
            members.append(member)
            return true
        }

        mutating func endMembers() -> Bool { true }
    }

    private struct ListCollector: JoinedGroupVisitor {
        var lines: [String] = []

        mutating func begin(totalCount: Int) {
            lines.append("\(totalCount)")
        }

        mutating func visit(_ group: GroupID, details: JoinedGroup?) -> Bool {
            let topics = details?.topics.map { "\($0.read)/\($0.messages)" } ?? "-"
            lines.append("\(group.text) unread \(details?.unreadMsgNum ?? -1) topics \(topics)")
            return true
        }
    }
}
