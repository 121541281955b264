import Groups
import Testing
import Wire

@Suite("Member admission")
struct MemberAdmissionTests {
    @Test func `members already in and accounts named twice are reported, not added`() throws {
        let (a, b) = (try account("a"), try account("b"))
        let outcome = try MemberAdmission.add(
            [a, b, b], to: profile(.public, memberNum: 1), members: [a], at: now)
        #expect(outcome.results == [.alreadyMember, .added, .alreadyMember])
        #expect(outcome.new.map(\.account) == [b])
        #expect(outcome.new.first?.joinTime == now)
    }

    @Test func `banned accounts fail and take no room`() throws {
        let (a, b) = (try account("a"), try account("b"))
        let nearlyFull = try profile(.public, memberNum: 9)
        let added = try MemberAdmission.add([a, b, a], to: nearlyFull, members: [], banned: [a], at: now)
        #expect(added.results == [.failed, .added, .failed])
        #expect(added.new.map(\.account) == [b])
        let items = [a, b].map {
            MemberAdmission.Import(account: $0, role: .member, joinTime: nil, unreadMsgNum: 0)
        }
        let imported = MemberAdmission.import(
            items, to: nearlyFull, members: [], existing: [a, b], banned: [a], at: now)
        #expect(imported.results == [.failed, .added])
    }

    @Test func `without room for all nobody is added`() throws {
        let (a, b) = (try account("a"), try account("b"))
        let full = try profile(.public, memberNum: 9)
        #expect(refusal { _ = try MemberAdmission.add([a, b], to: full, members: [], at: now) } == .groupFull)
        #expect(refusal { _ = try MemberAdmission.add([a, b], to: full, members: [b], at: now) } == nil)
    }

    @Test func `new members have read everything`() throws {
        var profile = try profile(.public)
        profile.nextMsgSeq = 18
        let outcome = try MemberAdmission.add([account("a")], to: profile, members: [], at: now)
        #expect(outcome.new.first?.msgSeq == 17)
    }

    @Test(arguments: [
        (Int64?.none, MemberAdmission.Result.added), (1_000, .added), (999, .failed), (now.seconds, .added),
        (now.seconds + 1, .failed),
    ])
    func `imports join within the life of the group`(joinTime: Int64?, expected: MemberAdmission.Result) throws {
        let item = MemberAdmission.Import(
            account: try account("a"), role: .admin, joinTime: joinTime.map(UnixTime.init), unreadMsgNum: 0)
        let outcome = MemberAdmission.import(
            [item], to: try profile(.public), members: [], existing: [try account("a")], at: now)
        #expect(outcome.results == [expected])
    }

    @Test func `imports fail one by one, and stop where the group is full`() throws {
        let names = ["m", "ghost", "a", "a", "b"]
        let items = try names.map {
            MemberAdmission.Import(account: try account($0), role: .member, joinTime: nil, unreadMsgNum: 3)
        }
        let impossible = MemberAdmission.Import(account: nil, role: .member, joinTime: nil, unreadMsgNum: 0)
        let existing = Set(try ["m", "a", "b"].map(account))
        let outcome = MemberAdmission.import(
            [impossible] + items, to: try profile(.public, memberNum: 9), members: [try account("m")],
            existing: existing, at: now)
        #expect(outcome.results == [.failed, .alreadyMember, .failed, .added, .alreadyMember, .failed])
        #expect(outcome.new.map(\.account.text) == ["a"])
        #expect(outcome.new.first?.msgSeq == 0)
    }

    @Test func `Work groups import admins as members`() throws {
        let item = MemberAdmission.Import(account: try account("a"), role: .admin, joinTime: nil, unreadMsgNum: 0)
        let outcome = MemberAdmission.import(
            [item], to: try profile(.work), members: [], existing: [try account("a")], at: now)
        #expect(outcome.new.first?.role == .member)
    }
}
