import Groups
import Wire

/// A visitor that watches in which order a store shows groups and members to another.
struct CheckingVisitor<Base: GroupVisitor>: GroupVisitor {
    private(set) var base: Base

    private let groups: [GroupID]
    private let readsMembers: Bool
    private let isPage: Bool
    private let breach: @Sendable (_ promise: String) -> Void

    /// How many of the groups have been shown.
    private var shown = 0
    private var goesOn = true
    /// The group whose members are being shown.
    private var open: GroupProfile?
    private var last: Member?
    private var seen: Set<Account> = []

    /// - Parameter isPage: whether a part of a list is shown instead of all of it.
    init(
        _ base: Base, groups: [GroupID], members: Bool, isPage: Bool = false,
        breach: @escaping @Sendable (_ promise: String) -> Void
    ) {
        self.base = base
        self.groups = groups
        readsMembers = members
        self.isPage = isPage
        self.breach = breach
    }

    mutating func visit(_ profile: GroupProfile) -> Bool {
        beginGroup(profile.id)
        open = readsMembers ? profile : nil
        goesOn = base.visit(profile)
        return goesOn
    }

    mutating func visit(_ profile: GroupProfile, stamp: GroupStamp) -> Bool {
        beginGroup(profile.id)
        open = readsMembers ? profile : nil
        goesOn = base.visit(profile, stamp: stamp)
        return goesOn
    }

    mutating func visitMissing(_ group: GroupID) -> Bool {
        beginGroup(group)
        goesOn = base.visitMissing(group)
        return goesOn
    }

    mutating func visit(_ member: Member) -> Bool {
        check(goesOn, "a visitor that has enough is shown nothing more")
        check(open != nil, "members follow their group, and only where they are wanted")
        check(seen.insert(member.account).inserted, "a member is shown once")
        check(member.role != .owner || member.account == open?.owner, "only the group's owner has the role Owner")
        if let last {
            check(member.role != .owner, "the owner is the first member")
            check(last.role == .owner || last.joinTime <= member.joinTime, "members are shown by join time")
        }
        last = member
        goesOn = base.visit(member)
        return goesOn
    }

    mutating func endMembers() -> Bool {
        check(goesOn, "a visitor that has enough is shown nothing more")
        check(open != nil, "a list of members ends once, and only where members are wanted")
        check(isPage || open?.memberNum == Int64(seen.count), "memberNum counts the members")
        open = nil
        goesOn = base.endMembers()
        return goesOn
    }

    /// Checks what only shows when the store has returned.
    func finish() {
        check(!goesOn || (shown == groups.count && open == nil), "all groups are shown to a visitor that goes on")
    }

    private mutating func beginGroup(_ group: GroupID) {
        check(goesOn, "a visitor that has enough is shown nothing more")
        check(open == nil, "a list of members has an end")
        check(shown < groups.count && groups[shown] == group, "groups are shown in the order of the request")
        shown += 1
        last = nil
        seen = []
    }

    private func check(_ isKept: Bool, _ promise: String) {
        if !isKept {
            breach(promise)
        }
    }
}
