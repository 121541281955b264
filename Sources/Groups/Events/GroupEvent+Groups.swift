package import Wire

extension GroupEvent {
    /// A group that came into being.
    package struct CreatedGroup: Sendable, Equatable {
        package let name: String
        /// `nil` for a group without an owner.
        package let owner: Account?
        /// Without the owner; empty where the type stores no members.
        package let members: [Account]
        /// In the order in which answers list them.
        package let customFields: [CustomField]
        /// Whether the group comes from elsewhere; nobody is told then.
        package let isImported: Bool

        package init(_ group: NewGroup) {
            name = group.profile.name
            owner = group.profile.owner
            members = group.members.map(\.account).filter { $0 != group.profile.owner }
            customFields = group.profile.customFields
            isImported = group.isImported
        }
    }

    /// A profile field with the value that was set, which may be the one that it had.
    package enum ProfileField: Sendable, Equatable {
        case name(String)
        case introduction(String)
        case notification(String)
        case faceURL(String)
        case maxMemberNum(Int64)
        case applyJoinOption(ApplyJoinOption)
        case inviteJoinOption(InviteJoinOption)
        case isMuted(Bool)
        case enablesPermissions(Bool)
        case defaultPermission(Int64)
        case showsHistoryBeforeJoin(Bool)
        /// Deleted where the value is empty.
        case customField(CustomField)
    }
}

extension ProfileChange {
    /// The fields that the change sets in groups of a type, in the order of ``GroupEvent/ProfileField``.
    package func fields(in type: GroupType) -> [GroupEvent.ProfileField] {
        let basic: [GroupEvent.ProfileField?] = [
            name.map { .name($0) },
            introduction.map { .introduction($0) },
            notification.map { .notification($0) },
            faceURL.map { .faceURL($0) },
            maxMemberNum.map { .maxMemberNum($0) },
            type.storesApplyJoinOption ? applyJoinOption.map { .applyJoinOption($0) } : nil,
            inviteJoinOption.map { .inviteJoinOption($0) },
            isMuted.map { .isMuted($0) },
            enablesPermissions.map { .enablesPermissions($0) },
            defaultPermission.map { .defaultPermission($0) },
            showsHistoryBeforeJoin.map { .showsHistoryBeforeJoin($0) },
        ]
        return basic.compactMap(\.self) + customFields.fields.map { .customField($0) }
    }
}

extension PlanLimits {
    /// The event that follows the creation of a group when the day's growth is above 70 % of its quota.
    ///
    /// - Parameter counts: of the app, without the new group.
    /// - Source: protocol reference file 50, 7.19.
    package func growthEvent(counts: GroupCounts) -> AppEvent? {
        guard let dailyGroups else {
            return nil
        }
        let used = counts.groups + 1 - counts.groupsBeforeToday
        return Double(used) * 10 > Double(dailyGroups) * 7 ? .dailyGroupsNearQuota(used: used, quota: dailyGroups) : nil
    }
}
