import Foundation
import GRDB
import Groups
import Storage
import StoreTransactions
import Testing
import Wire

@testable import SQLiteStore

/// What the database holds that no call of the contract shows.
@Suite struct StoredStateTests {
    let store: SQLiteStore
    let club: GroupID
    let alice: Account
    let bob: Account
    let carol: Account

    init() async throws {
        store = try SQLiteStore.temporary()
        club = try #require(GroupID("club"))
        alice = try #require(Account("alice"))
        bob = try #require(Account("bob"))
        carol = try #require(Account("carol"))
        try await create()
    }

    @Test func `every write that touches a group moves its version on`() async throws {
        var profileChange = ProfileChange()
        profileChange.name = "Other"
        let renaming = profileChange
        let writes: [() async throws -> Void] = [
            { _ = try await store.addMembers([bob], to: club, in: .sample(accounts: .importOnSight), isSilent: false) },
            {
                try await store.changeProfile(of: club, in: .sample(), by: renaming, operator: nil)
            },
            { try await store.changeMember(bob, of: club, in: .sample(), by: MemberChange()) },
            { try await store.muteMembers([bob], of: club, topic: nil, in: .sample(), until: .forever) },
            { try await store.muteMembers([bob], of: club, topic: nil, in: .sample(), until: .never) },
            { try await store.banMembers([carol], from: club, in: .sample(), until: .forever) },
            { try await store.unbanMembers([carol], from: club, in: .sample()) },
            { try await store.setUnreadMsgNum(0, of: bob, in: club, scope: .sample()) },
            { try await store.changeOwner(of: club, to: bob, in: .sample()) },
            { try await store.changeOwner(of: club, to: alice, in: .sample()) },
            { try await store.removeMembers([bob], from: club, in: .sample(), isSilent: false, reason: "") },
            { _ = try await store.addMembers([bob], to: club, in: .sample(), isSilent: false) },
            { _ = try await store.deleteAccounts([bob], in: .sample()) },
            { _ = try await store.deleteAccounts([alice], in: .sample()) },
        ]
        var versions = [try version()]
        for write in writes {
            try await write()
            versions.append(try version())
        }
        #expect(versions == Array(1...15))
    }

    @Test func `changes of a room's administrators move the version on, and nothing else does`() async throws {
        let live = try #require(GroupID("live"))
        let group = try GroupDraft(type: .avChatRoom, name: "Live").group(
            id: live, createTime: .never, limits: GroupLimits())
        try await store.createGroup(group, in: .sample())
        try await store.importAccounts([AccountImport(account: bob)], in: .sample())
        let changes: [RoomAdmins.Change] = [
            .appoint([bob]), .appoint([bob]), .dismiss([alice]), .dismiss([bob]), .appoint([bob]),
        ]
        var versions: [Int] = []
        for change in changes {
            try await store.changeRoomAdmins(of: live, in: .sample(), by: change)
            versions.append(try version(of: "live"))
        }
        _ = try await store.deleteAccounts([bob], in: .sample())
        versions.append(try version(of: "live"))
        #expect(versions == [2, 2, 2, 3, 4, 5])
    }

    @Test func `messages move the version on, and what is only noted of them leaves it`() async throws {
        let chat = Conversation(club)
        var draft = MessageDraft(sender: alice, random: 1, content: MessageContent(body: Array("[]".utf8)), digest: [])
        draft.supportsExtensions = true
        let message = draft
        let old = ImportedMessage(
            sender: alice, time: UnixTime(seconds: 5), random: nil, content: message.content, digest: [])
        let send = {
            _ = try await store.sendMessage(message, to: chat, in: .sample(at: UnixTime(seconds: 2))) { false }
        }
        let writes: [() async throws -> Void] = [
            send, send,
            {
                _ = try await store.importMessages([old, old], to: chat, in: .sample(at: .forever))
            },
            { _ = try await store.recallMessages([1], in: chat, scope: .sample(), reason: "") },
            { try await store.clearMessages(of: club, upTo: nil, in: .sample()) },
            {
                _ = try await store.changeExtensions(of: 2, in: club, scope: .sample(), by: .clear)
            },
            {
                try await store.changeMessage(2, in: chat, scope: .sample(), by: MessageChange(cloudCustomData: "d"))
            },
        ]
        var versions = [try version()]
        for write in writes {
            do {
                try await write()
            } catch StoreError.refused(let refusal) {
                #expect(refusal.code == .extensionsUnsupported)
            }
            versions.append(try version())
        }
        #expect(versions == [1, 2, 2, 3, 3, 3, 3, 3])
    }

    @Test func `nothing of a destroyed group's messages is left in the end`() async throws {
        var draft = MessageDraft(sender: alice, random: 1, content: MessageContent(body: Array("[]".utf8)), digest: [])
        draft.supportsExtensions = true
        draft.needsReadReceipt = true
        let message = draft
        _ = try await store.addMembers([bob], to: club, in: .sample(accounts: .importOnSight), isSilent: false)
        _ = try await store.sendMessage(
            message, to: Conversation(club), in: .sample(at: UnixTime(seconds: 1))
        ) { false }
        _ = try await store.changeExtensions(
            of: 1, in: club, scope: .sample(at: UnixTime(seconds: 1)), by: .set([.init(key: "k", value: "v")]))
        let tables = ["streams", "messages", "recent_sends", "receipts", "extensions", "extension_counters"]
        #expect(try counts(of: tables) == [1, 1, 1, 1, 1, 1])
        try await store.destroyGroup(club, in: .sample())
        let step = try await store.trimHistory(in: .sample(at: UnixTime(seconds: 1_000)), after: 0)
        #expect(step.removedMessages == 1)
        #expect(try counts(of: tables) == [0, 0, 0, 0, 0, 0])
    }

    @Test func `the end of a deleted account's mute moves the version on`() async throws {
        try await store.importAccounts([AccountImport(account: bob)], in: .sample())
        try await store.muteMembers([bob], of: club, topic: nil, in: .sample(), until: .forever)
        let before = try version()
        _ = try await store.deleteAccounts([bob], in: .sample())
        #expect(try version() == before + 1)
    }

    @Test func `the end of a deleted account's ban moves the version on`() async throws {
        try await store.importAccounts([AccountImport(account: bob)], in: .sample())
        try await store.banMembers([bob], from: club, in: .sample(), until: .forever)
        let before = try version()
        _ = try await store.deleteAccounts([bob], in: .sample())
        #expect(try version() == before + 1)
    }

    @Test func `bans that have run out are forgotten at the next ban`() async throws {
        try await store.banMembers([bob], from: club, in: .sample(), until: UnixTime(seconds: 5))
        try await store.banMembers([carol], from: club, in: .sample(at: UnixTime(seconds: 5)), until: .forever)
        let banned = try await store.writer.read { try String.fetchAll($0, sql: "SELECT account FROM bans") }
        #expect(banned == ["carol"])
    }

    @Test func `a refused or empty write leaves the version`() async throws {
        let before = try version()
        try await store.changeProfile(of: club, in: .sample(), by: ProfileChange(), operator: nil)
        _ = try await store.addMembers([alice], to: club, in: .sample(), isSilent: false)
        try await store.changeOwner(of: club, to: alice, in: .sample())
        try await store.removeMembers([bob], from: club, in: .sample(), isSilent: false, reason: "")
        await #expect(throws: StoreError.self) {
            try await store.removeMembers([alice], from: club, in: .sample(), isSilent: false, reason: "")
        }
        await #expect(throws: StoreError.self) {
            _ = try await store.addMembers([bob], to: club, in: .sample(), isSilent: false)
        }
        #expect(try version() == before)
    }

    @Test func `a group created again gets another number`() async throws {
        let first = try number()
        try await store.destroyGroup(club, in: .sample())
        try await create()
        #expect(try number() == first + 1)
    }

    @Test func `an account's texts keep their bytes, and absent ones stay`() async throws {
        let nick = "a\u{0}b e\u{301} 群👨‍👩‍👧\u{0}"
        try await store.importAccounts(
            [
                AccountImport(account: bob, nick: nick, faceURL: "first"),
                AccountImport(account: bob, faceURL: "second"),
            ],
            in: .sample())
        try await store.importAccounts([AccountImport(account: bob)], in: .sample(at: .forever))
        let row = try store.writer.read {
            try Row.fetchOne($0, sql: "SELECT nick, face_url, import_time FROM accounts WHERE account = 'bob'")
        }
        let found = try #require(row)
        #expect(found["nick"] == Data(nick.utf8))
        #expect(found["face_url"] == Data("second".utf8))
        #expect(found["import_time"] == 0)
    }

    @Test func `an unmuted account leaves no row`() async throws {
        try await store.muteMembers([alice, bob], of: club, topic: nil, in: .sample(), until: .forever)
        try await store.muteMembers([alice], of: club, topic: nil, in: .sample(), until: .never)
        let muted = try await store.writer.read { try String.fetchAll($0, sql: "SELECT account FROM mutes") }
        #expect(muted == ["bob"])
    }

    @Test func `destroying a group leaves nothing of it`() async throws {
        try await store.muteMembers([alice, bob], of: club, topic: nil, in: .sample(), until: .forever)
        try await store.changeAttributes(of: club, in: .sample(), by: .clear)
        try await count(by: 1)
        try await store.banMembers([bob], from: club, in: .sample(), until: .forever)
        try await store.destroyGroup(club, in: .sample())
        let rows = try await store.writer.read { database in
            try ["groups", "members", "mutes", "attributes", "counters", "bans"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
            }
        }
        #expect(rows == [0, 0, 0, 0, 0, 0])
    }

    @Test func `attributes and counters leave the group's version`() async throws {
        let before = try version()
        try await store.changeAttributes(of: club, in: .sample(), by: .set([GroupAttribute(key: "seat", value: "1")]))
        try await count(by: 1)
        try await store.deleteCounters(nil, of: club, in: .sample())
        #expect(try version() == before)
    }

    private func create() async throws {
        var draft = GroupDraft(type: .public, name: "Club")
        draft.owner = alice
        let group = try draft.group(id: club, createTime: .never, limits: GroupLimits())
        try await store.createGroup(group, in: .sample(accounts: .importOnSight))
    }

    private func count(by value: Int64) async throws {
        let update = GroupCounterUpdate(mode: .increase, counters: [GroupCounter(key: "likes", value: value)])
        _ = try await store.updateCounters(of: club, in: .sample(), by: update)
    }

    private func version(of group: String = "club") throws -> Int {
        let version = try store.writer.read {
            try Int.fetchOne($0, sql: "SELECT version FROM groups WHERE group_id = ?", arguments: [group])
        }
        return try #require(version)
    }

    private func number() throws -> Int {
        let number = try store.writer.read { try Int.fetchOne($0, sql: "SELECT number FROM groups") }
        return try #require(number)
    }

    private func counts(of tables: [String]) throws -> [Int] {
        try store.writer.read { database in
            try tables.map { try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? -1 }
        }
    }
}
