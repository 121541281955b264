package import Wire

/// The changes that `modify_group_member_info` asks for; a field that is `nil` stays.
///
/// - Source: protocol reference file 30, section 6.
package struct MemberChange: Sendable {
    package var role: Role?
    package var msgFlag: MsgFlag?
    package var nameCard: String?
    /// Seconds from now; 0 unmutes.
    package var muteTime: UInt32?
    package var customFields = CustomFieldChange.none

    package init() {}

    /// Applies the change to a member of a group of the type, all of it or nothing.
    ///
    /// - Throws: ``ErrorCode/invalidParameter`` for the role of an owner or too many custom fields;
    ///   ``ErrorCode/notPermitted`` where the type has no such role or no muting, and for any role of the owner.
    package func apply(to member: inout Member, in type: GroupType, at now: UnixTime) throws(APIError) {
        if let role {
            guard role != .owner else {
                throw APIError(.invalidParameter, "Role must be Admin or Member; change_group_owner appoints an owner")
            }
            guard role != .admin || type.hasAdmins else {
                throw type.unsupported("Role Admin")
            }
            guard member.role != .owner else {
                throw APIError(.notPermitted, "Role of the owner cannot be changed; change_group_owner does that")
            }
        }
        guard muteTime == nil || type.canMuteMembers else {
            throw type.unsupported("MuteTime")
        }
        member.customFields = try customFields.apply(to: member.customFields)
        member.role = role ?? member.role
        member.msgFlag = msgFlag ?? member.msgFlag
        member.nameCard = nameCard ?? member.nameCard
        if let muteTime {
            member.muteUntil = muteEnd(after: muteTime, from: now)
        }
    }
}

/// The end of a mute of so many seconds; ``UnixTime/never`` for 0, which lifts it.
package func muteEnd(after seconds: UInt32, from now: UnixTime) -> UnixTime {
    seconds == 0 ? .never : now.advanced(bySeconds: seconds)
}
