package import Wire

extension GroupEvent {
    /// Accounts that became members; at least one.
    package struct JoinedMembers: Sendable, Equatable {
        package let accounts: [Account]
        package let cause: Cause
        /// Who gets a notice.
        package let audience: Audience
        /// Members of the group, with the new ones.
        package let memberNum: Int64
        /// Whether the group takes nobody else now.
        package let fillsGroup: Bool

        /// - Parameters:
        ///   - isSilent: whether the call asks that nobody is told.
        ///   - profile: of the group, with the new members.
        package init(_ accounts: [Account], _ cause: Cause, isSilent: Bool = false, profile: GroupProfile) {
            self.accounts = accounts
            self.cause = cause
            audience = isSilent || cause == .imported || !profile.isActivated ? .nobody : .everybody
            memberNum = profile.memberNum
            fillsGroup = profile.memberNum >= profile.maxMemberNum
        }

        /// How accounts become members.
        ///
        /// First members stand in the creation of their group.
        package enum Cause: Sendable, Equatable {
            /// An administrator of the app added them; `JoinType` `Invited`.
            case added
            /// They were members elsewhere; there is no webhook.
            case imported
        }
    }

    /// Accounts that are no members any more; at least one.
    ///
    /// They have left the group's permission groups as well.
    package struct LeftMembers: Sendable, Equatable {
        package let accounts: [Account]
        package let cause: Cause
        /// For those who left to read; may be empty.
        package let reason: String
        /// Who gets a notice.
        package let audience: Audience
        /// Members of the group, without those who left.
        package let memberNum: Int64

        /// - Parameters:
        ///   - isSilent: whether the call asks that only those who left are told.
        ///   - profile: of the group, without those who left.
        package init(
            _ accounts: [Account], _ cause: Cause, reason: String = "", isSilent: Bool = false, profile: GroupProfile
        ) {
            self.accounts = accounts
            self.cause = cause
            self.reason = reason
            audience = !profile.isActivated ? .nobody : isSilent ? .concerned : .everybody
            memberNum = profile.memberNum
        }

        /// How accounts cease to be members.
        ///
        /// Nobody leaves a group that is destroyed.
        package enum Cause: Sendable, Equatable {
            /// An administrator of the app took them out; `ExitType` `Kicked`.
            case removed
            /// They were banned; `ExitType` `Kicked`.
            case banned
            /// The account was deleted, and is the operator; `ExitType` `Quit`.
            case accountDeleted
        }
    }

    /// Who gets a notice of a change of the membership; a webhook does not depend on it.
    ///
    /// - Source: protocol reference file 30, sections 4 and 5; file 10, 1.2: a group that is not activated tells nobody.
    package enum Audience: Sendable, Equatable {
        /// All members, and those who have left.
        case everybody
        /// Those who have left.
        case concerned
        case nobody
    }

    /// A field of a member's profile with the value that was set, which may be the one that it had.
    package enum MemberField: Sendable, Equatable {
        /// Never the owner's.
        case role(Role, from: Role)
        case msgFlag(MsgFlag)
        case nameCard(String)
        /// Deleted where the value is empty.
        case customField(CustomField)
    }
}

extension MemberChange {
    /// The fields that the change sets, in the order of ``GroupEvent/MemberField``; a mute is an event of its own.
    ///
    /// - Parameter member: before the change.
    package func fields(of member: Member) -> [GroupEvent.MemberField] {
        let basic: [GroupEvent.MemberField?] = [
            role.map { .role($0, from: member.role) },
            msgFlag.map { .msgFlag($0) },
            nameCard.map { .nameCard($0) },
        ]
        return basic.compactMap(\.self) + customFields.fields.map { .customField($0) }
    }
}
