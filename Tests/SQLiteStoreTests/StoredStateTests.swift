import Foundation
import GRDB
import Groups
import Storage
import Testing
import Wire

@testable import SQLiteStore

/// What the database holds that no call of the contract shows.
@Suite struct StoredStateTests {
    let store: SQLiteStore
    let app = SDKAppID(1)
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
            { _ = try await store.addMembers([bob], to: club, in: app, accounts: .importOnSight, at: .never) },
            {
                try await store.changeProfile(
                    of: club, in: app, by: renaming, operator: nil, accounts: .mustExist, limits: GroupLimits(),
                    at: .never)
            },
            { try await store.changeMember(bob, of: club, in: app, by: MemberChange(), at: .never) },
            { try await store.muteMembers([bob], of: club, topic: nil, in: app, until: .forever) },
            { try await store.muteMembers([bob], of: club, topic: nil, in: app, until: .never) },
            { try await store.banMembers([carol], from: club, in: app, until: .forever, at: .never) },
            { try await store.unbanMembers([carol], from: club, in: app) },
            { try await store.setUnreadMsgNum(0, of: bob, in: club, app: app) },
            { try await store.changeOwner(of: club, to: bob, in: app, at: .never) },
            { try await store.changeOwner(of: club, to: alice, in: app, at: .never) },
            { try await store.removeMembers([bob], from: club, in: app, at: .never) },
            { _ = try await store.addMembers([bob], to: club, in: app, accounts: .mustExist, at: .never) },
            { _ = try await store.deleteAccounts([bob], in: app, at: .never) },
            { _ = try await store.deleteAccounts([alice], in: app, at: .never) },
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
        try await store.createGroup(group, in: app, accounts: .mustExist, at: .never)
        try await store.importAccounts([AccountImport(account: bob)], in: app, at: .never)
        let changes: [RoomAdmins.Change] = [
            .appoint([bob]), .appoint([bob]), .dismiss([alice]), .dismiss([bob]), .appoint([bob]),
        ]
        var versions: [Int] = []
        for change in changes {
            try await store.changeRoomAdmins(of: live, in: app, by: change, accounts: .mustExist, at: .never)
            versions.append(try version(of: "live"))
        }
        _ = try await store.deleteAccounts([bob], in: app, at: .never)
        versions.append(try version(of: "live"))
        #expect(versions == [2, 2, 2, 3, 4, 5])
    }

    @Test func `messages move the version on, and what is only noted of them leaves it`() async throws {
        let limits = MessageLimits()
        let chat = Conversation(club)
        var draft = MessageDraft(sender: alice, random: 1, content: MessageContent(body: Array("[]".utf8)), digest: [])
        draft.supportsExtensions = true
        let message = draft
        let old = ImportedMessage(
            sender: alice, time: UnixTime(seconds: 5), random: nil, content: message.content, digest: [])
        let send = {
            _ = try await store.sendMessage(
                message, to: chat, in: app, accounts: .mustExist, limits: limits, at: UnixTime(seconds: 2)
            ) { false }
        }
        let writes: [() async throws -> Void] = [
            send, send,
            {
                _ = try await store.importMessages(
                    [old, old], to: chat, in: app, accounts: .mustExist, limits: limits, at: .forever)
            },
            { _ = try await store.recallMessages([1], in: chat, of: app, limits: limits, at: .never) },
            { try await store.clearMessages(of: club, upTo: nil, in: app) },
            {
                _ = try await store.changeExtensions(
                    of: 2, in: club, of: app, by: .clear, limits: limits, at: .never)
            },
            {
                try await store.changeMessage(
                    2, in: chat, of: app, by: MessageChange(cloudCustomData: "d"), limits: limits, at: .never)
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
        let limits = MessageLimits()
        _ = try await store.addMembers([bob], to: club, in: app, accounts: .importOnSight, at: .never)
        _ = try await store.sendMessage(
            message, to: Conversation(club), in: app, accounts: .mustExist, limits: limits, at: UnixTime(seconds: 1)
        ) { false }
        _ = try await store.changeExtensions(
            of: 1, in: club, of: app, by: .set([.init(key: "k", value: "v")]), limits: limits, at: UnixTime(seconds: 1))
        let tables = ["streams", "messages", "recent_sends", "receipts", "extensions", "extension_counters"]
        #expect(try counts(of: tables) == [1, 1, 1, 1, 1, 1])
        try await store.destroyGroup(club, in: app)
        let step = try await store.trimHistory(of: app, limits: limits, after: 0, at: UnixTime(seconds: 1_000))
        #expect(step.removedMessages == 1)
        #expect(try counts(of: tables) == [0, 0, 0, 0, 0, 0])
    }

    @Test func `the end of a deleted account's mute moves the version on`() async throws {
        try await store.importAccounts([AccountImport(account: bob)], in: app, at: .never)
        try await store.muteMembers([bob], of: club, topic: nil, in: app, until: .forever)
        let before = try version()
        _ = try await store.deleteAccounts([bob], in: app, at: .never)
        #expect(try version() == before + 1)
    }

    @Test func `the end of a deleted account's ban moves the version on`() async throws {
        try await store.importAccounts([AccountImport(account: bob)], in: app, at: .never)
        try await store.banMembers([bob], from: club, in: app, until: .forever, at: .never)
        let before = try version()
        _ = try await store.deleteAccounts([bob], in: app, at: .never)
        #expect(try version() == before + 1)
    }

    @Test func `bans that have run out are forgotten at the next ban`() async throws {
        try await store.banMembers([bob], from: club, in: app, until: UnixTime(seconds: 5), at: .never)
        try await store.banMembers([carol], from: club, in: app, until: .forever, at: UnixTime(seconds: 5))
        let banned = try await store.writer.read { try String.fetchAll($0, sql: "SELECT account FROM bans") }
        #expect(banned == ["carol"])
    }

    @Test func `a refused or empty write leaves the version`() async throws {
        let before = try version()
        try await store.changeProfile(
            of: club, in: app, by: ProfileChange(), operator: nil, accounts: .mustExist, limits: GroupLimits(),
            at: .never)
        _ = try await store.addMembers([alice], to: club, in: app, accounts: .mustExist, at: .never)
        try await store.changeOwner(of: club, to: alice, in: app, at: .never)
        try await store.removeMembers([bob], from: club, in: app, at: .never)
        await #expect(throws: StoreError.self) {
            try await store.removeMembers([alice], from: club, in: app, at: .never)
        }
        await #expect(throws: StoreError.self) {
            _ = try await store.addMembers([bob], to: club, in: app, accounts: .mustExist, at: .never)
        }
        #expect(try version() == before)
    }

    @Test func `a group created again gets another number`() async throws {
        let first = try number()
        try await store.destroyGroup(club, in: app)
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
            in: app, at: .never)
        try await store.importAccounts([AccountImport(account: bob)], in: app, at: .forever)
        let row = try store.writer.read {
            try Row.fetchOne($0, sql: "SELECT nick, face_url, import_time FROM accounts WHERE account = 'bob'")
        }
        let found = try #require(row)
        #expect(found["nick"] == Data(nick.utf8))
        #expect(found["face_url"] == Data("second".utf8))
        #expect(found["import_time"] == 0)
    }

    @Test func `an unmuted account leaves no row`() async throws {
        try await store.muteMembers([alice, bob], of: club, topic: nil, in: app, until: .forever)
        try await store.muteMembers([alice], of: club, topic: nil, in: app, until: .never)
        let muted = try await store.writer.read { try String.fetchAll($0, sql: "SELECT account FROM mutes") }
        #expect(muted == ["bob"])
    }

    @Test func `destroying a group leaves nothing of it`() async throws {
        try await store.muteMembers([alice, bob], of: club, topic: nil, in: app, until: .forever)
        try await store.changeAttributes(of: club, in: app, by: .clear, at: .never)
        try await count(by: 1)
        try await store.banMembers([bob], from: club, in: app, until: .forever, at: .never)
        try await store.destroyGroup(club, in: app)
        let rows = try await store.writer.read { database in
            try ["groups", "members", "mutes", "attributes", "counters", "bans"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)")
            }
        }
        #expect(rows == [0, 0, 0, 0, 0, 0])
    }

    @Test func `attributes and counters leave the group's version`() async throws {
        let before = try version()
        try await store.changeAttributes(
            of: club, in: app, by: .set([GroupAttribute(key: "seat", value: "1")]), at: .never)
        try await count(by: 1)
        try await store.deleteCounters(nil, of: club, in: app)
        #expect(try version() == before)
    }

    private func create() async throws {
        var draft = GroupDraft(type: .public, name: "Club")
        draft.owner = alice
        let group = try draft.group(id: club, createTime: .never, limits: GroupLimits())
        try await store.createGroup(group, in: app, accounts: .importOnSight, at: .never)
    }

    private func count(by value: Int64) async throws {
        let update = GroupCounterUpdate(mode: .increase, counters: [GroupCounter(key: "likes", value: value)])
        _ = try await store.updateCounters(of: club, in: app, by: update)
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
