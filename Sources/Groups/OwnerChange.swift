package import Wire

/// Hands a group over to one of its members.
///
/// - Source: protocol reference file 30, section 7.
package enum OwnerChange {
    /// Decides on `change_group_owner`, and changes the profile.
    ///
    /// - Parameter member: the new owner's membership.
    /// - Returns: the new roles of those whose role changes; nothing when the member is the owner already.
    package static func apply(
        to profile: inout GroupProfile, newOwner member: Member, at now: UnixTime
    ) -> [(account: Account, role: Role)] {
        guard profile.owner != member.account else {
            return []
        }
        // the former one goes first: a group has one owner at most
        let former = profile.owner.map { [($0, Role.member)] } ?? []
        profile.owner = member.account
        profile.recordChange(at: now)
        return former + [(member.account, .owner)]
    }
}
