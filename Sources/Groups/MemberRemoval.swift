package import Wire

/// Takes members out of a group, at an administrator's call.
///
/// - Source: protocol reference file 30, sections 5 and 10.
package enum MemberRemoval {
    /// Decides on `delete_group_member`, and changes the profile by what leaves.
    ///
    /// - Parameters:
    ///   - leaving: those of the request's accounts that are members.
    /// - Throws: ``ErrorCode/notPermitted`` when the owner is among them; only a Work group can lose its owner.
    package static func remove(
        _ leaving: Set<Account>, from profile: inout GroupProfile, at now: UnixTime
    ) throws(APIError) {
        guard !leaving.isEmpty else {
            return
        }
        if let owner = profile.owner, leaving.contains(owner) {
            guard profile.type.mayLoseOwner else {
                throw APIError(
                    .notPermitted,
                    "MemberToDel_Account holds the owner, whom groups of type \(profile.type.rawValue) cannot lose; "
                        + "change_group_owner appoints another")
            }
            profile.owner = nil
        }
        leave(leaving.count, of: &profile, at: now)
    }

    /// Decides on `ban_group_member`, and changes the profile by those who are thrown out.
    ///
    /// - Parameters:
    ///   - banned: all accounts of the request.
    ///   - leaving: those of them that are members.
    /// - Throws: ``ErrorCode/notPermitted`` when the owner is among the accounts.
    package static func ban(
        _ banned: some Collection<Account>, leaving: Set<Account>, from profile: inout GroupProfile, at now: UnixTime
    ) throws(APIError) {
        if let owner = profile.owner, banned.contains(owner) {
            throw APIError(.notPermitted, "Members_Account holds the owner, who cannot be banned")
        }
        if !leaving.isEmpty {
            leave(leaving.count, of: &profile, at: now)
        }
    }

    private static func leave(_ count: Int, of profile: inout GroupProfile, at now: UnixTime) {
        profile.memberNum -= Int64(count)
        profile.recordChange(at: now)
    }
}
