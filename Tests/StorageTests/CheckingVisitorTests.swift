import Groups
import Testing
import Wire

@testable import Storage

@Suite struct CheckingVisitorTests {
    /// Takes all it is shown, until `patience` runs out.
    private struct Taker: GroupVisitor {
        var patience = Int.max

        mutating func visit(_ profile: GroupProfile) -> Bool { take() }
        mutating func visitMissing(_ group: GroupID) -> Bool { take() }
        mutating func visit(_ member: Member) -> Bool { take() }
        mutating func endMembers() -> Bool { take() }

        private mutating func take() -> Bool {
            patience -= 1
            return patience > 0
        }
    }

    private let breaches = Breaches()
    private let club: GroupID
    private let team: GroupID
    private let alice: Account
    private let bob: Account

    init() throws {
        club = try #require(GroupID("club"))
        team = try #require(GroupID("team"))
        alice = try #require(Account("alice"))
        bob = try #require(Account("bob"))
    }

    @Test func `a list in order breaks nothing`() {
        var visitor = visitor([club, team])
        _ = visitor.visit(profile(members: 2))
        _ = visitor.visit(member(alice, .owner, at: 9))
        _ = visitor.visit(member(bob, at: 5))
        _ = visitor.endMembers()
        _ = visitor.visitMissing(team)
        visitor.finish()
        #expect(found == [])
    }

    @Test func `groups out of order are noticed`() {
        var visitor = visitor([club, team])
        _ = visitor.visitMissing(team)
        #expect(found == ["groups are shown in the order of the request"])
    }

    @Test func `a missing end is noticed`() {
        var visitor = visitor([club])
        _ = visitor.visit(profile(members: 0))
        visitor.finish()
        #expect(found == ["all groups are shown to a visitor that goes on"])
    }

    @Test func `groups left out are noticed`() {
        let visitor = visitor([club])
        visitor.finish()
        #expect(found == ["all groups are shown to a visitor that goes on"])
    }

    @Test func `an owner that is not first is noticed`() {
        var visitor = visitor([club])
        _ = visitor.visit(profile(members: 2))
        _ = visitor.visit(member(bob, at: 5))
        _ = visitor.visit(member(alice, .owner, at: 9))
        #expect(found == ["the owner is the first member"])
    }

    @Test func `an owner whom the profile does not name is noticed`() {
        var visitor = visitor([club])
        _ = visitor.visit(profile(members: 1))
        _ = visitor.visit(member(bob, .owner, at: 5))
        #expect(found == ["only the group's owner has the role Owner"])
    }

    @Test func `members out of order are noticed`() {
        var visitor = visitor([club])
        _ = visitor.visit(profile(members: 2))
        _ = visitor.visit(member(bob, at: 5))
        _ = visitor.visit(member(alice, at: 4))
        #expect(found == ["members are shown by join time"])
    }

    @Test func `a member shown twice is noticed`() {
        var visitor = visitor([club])
        _ = visitor.visit(profile(members: 2))
        _ = visitor.visit(member(bob, at: 5))
        _ = visitor.visit(member(bob, at: 5))
        #expect(found == ["a member is shown once"])
    }

    @Test func `a wrong number of members is noticed`() {
        var visitor = visitor([club])
        _ = visitor.visit(profile(members: 2))
        _ = visitor.visit(member(bob, at: 5))
        _ = visitor.endMembers()
        #expect(found == ["memberNum counts the members"])
    }

    @Test func `a page may hold fewer members than the group`() {
        var visitor = CheckingVisitor(
            Taker(), groups: [club], members: true, isPage: true, breach: breaches.note)
        _ = visitor.visit(profile(members: 2))
        _ = visitor.visit(member(bob, at: 5))
        _ = visitor.endMembers()
        visitor.finish()
        #expect(found == [])
    }

    @Test func `members that nobody wants are noticed`() {
        var visitor = CheckingVisitor(Taker(), groups: [club], members: false, breach: breaches.note)
        _ = visitor.visit(profile(members: 1))
        _ = visitor.visit(member(bob, at: 5))
        #expect(found.contains("members follow their group, and only where they are wanted"))
    }

    @Test func `showing more than the visitor wants is noticed`() {
        var visitor = CheckingVisitor(Taker(patience: 1), groups: [club, team], members: false, breach: breaches.note)
        _ = visitor.visitMissing(club)
        visitor.finish()
        #expect(found == [])
        _ = visitor.visitMissing(team)
        #expect(found == ["a visitor that has enough is shown nothing more"])
    }

    private var found: [String] { breaches.found }

    private func visitor(_ groups: [GroupID]) -> CheckingVisitor<Taker> {
        CheckingVisitor(Taker(), groups: groups, members: true, breach: breaches.note)
    }

    private func profile(members: Int64) -> GroupProfile {
        GroupProfile(
            id: club, type: .public, name: "Club", owner: alice, createTime: .never, memberNum: members,
            maxMemberNum: 10)
    }

    private func member(_ account: Account, _ role: Role = .member, at seconds: Int64) -> Member {
        Member(account: account, role: role, joinTime: UnixTime(seconds: seconds), msgFlag: .discard)
    }
}
