package import Wire

/// A group that a request wants to exist: the fields that `create_group` and `import_group` share.
///
/// - Source: protocol reference file 30, sections 2 and 14.
package struct GroupDraft: Sendable {
    package var type: GroupType
    /// `nil` lets the server make one.
    package var id: GroupID?
    package var owner: Account?
    package var name: String
    package var introduction = ""
    package var notification = ""
    package var faceURL = ""
    package var maxMemberNum: Int64?
    /// The name that ``maxMemberNum`` was sent under.
    package var maxMemberField: StaticString = "MaxMemberCount"
    package var applyJoinOption: ApplyJoinOption?
    package var inviteJoinOption: InviteJoinOption?
    package var customFields = CustomFieldChange.none
    package var supportsTopics = false
    package var enablesPermissions = false
    package var defaultPermission: Int64?
    /// Whether the group comes from another system, so that it needs no activation.
    package var isImported = false
    /// The members beside the owner, in request order; an account may stand twice.
    package var members: [InitialMember] = []

    package init(type: GroupType, name: String) {
        self.type = type
        self.name = name
    }

    /// A member whom `create_group` puts in at once.
    package struct InitialMember: Sendable {
        package let account: Account
        package let role: Role
        package let customFields: CustomFieldChange

        package init(account: Account, role: Role, customFields: CustomFieldChange) {
            self.account = account
            self.role = role
            self.customFields = customFields
        }
    }

    /// Checks what depends on more than one field.
    ///
    /// - Throws: ``ErrorCode/invalidParameter`` for fields that the type does not have or a cap above its ceiling;
    ///   ``ErrorCode/notPermitted`` for members or roles that the type does not have;
    ///   ``ErrorCode/tooManyMembersForPlan`` for a cap above the plan's.
    package func check(limits: GroupLimits, plan: PlanLimits = .unlimited) throws(APIError) {
        if let maxMemberNum {
            try Self.checkMemberCap(maxMemberNum, sentAs: maxMemberField, of: type, limits: limits)
        }
        guard inviteJoinOption == nil || type != .avChatRoom else {
            throw APIError(.invalidParameter, "InviteJoinOption is not a field of groups of type AVChatRoom")
        }
        guard !supportsTopics || type == .community else {
            throw APIError(.invalidParameter, "SupportTopic can be 1 only in groups of type Community")
        }
        guard !enablesPermissions || supportsTopics else {
            throw APIError(.invalidParameter, "EnablePermission can be 1 only in a Community with SupportTopic 1")
        }
        guard defaultPermission == nil || enablesPermissions else {
            throw APIError(.invalidParameter, "DefaultPermission is a field only where EnablePermission is 1")
        }
        guard members.isEmpty || type.storesMembers else {
            throw type.unsupported("MemberList")
        }
        guard type.hasAdmins || !members.contains(where: { $0.role == .admin }) else {
            throw type.unsupported("Role Admin in MemberList")
        }
        if let planned = plan.memberCap(for: type), let maxMemberNum, maxMemberNum > planned {
            throw Self.tooManyMembers(planned)
        }
    }

    /// Checks the form of a wanted identifier for `create_group`.
    ///
    /// - Throws: ``ErrorCode/invalidParameter``.
    package func checkNewID() throws(APIError) {
        guard let id else {
            return
        }
        if type == .community {
            guard id.hasCommunityPrefix, !id.hasReservedCommunityPrefix else {
                throw APIError(
                    .invalidParameter, "GroupId of a Community must begin with @TGS#_ and not with @TGS#_@TGS#")
            }
        } else {
            guard !id.hasReservedPrefix else {
                throw APIError(.invalidParameter, "GroupId must not begin with @TGS#, which is reserved")
            }
        }
    }

    /// Checks the form of a wanted identifier for `import_group`, which also takes identifiers that a server made.
    ///
    /// - Throws: ``ErrorCode/invalidParameter``.
    package func checkImportedID() throws(APIError) {
        guard let id else {
            return
        }
        guard id.hasCommunityPrefix == (type == .community) else {
            throw APIError(.invalidParameter, "GroupId begins with @TGS#_ in groups of type Community and in no others")
        }
    }

    /// The new group, with its owner as first member where the type stores members.
    ///
    /// An account that stands twice is put in once; the owner keeps the role `Owner`.
    ///
    /// - Throws: ``ErrorCode/invalidParameter`` for more custom fields than a level holds or more members than the cap,
    ///   ``ErrorCode/tooManyMembersForPlan`` for more members than the plan allows.
    package func group(
        id: GroupID, createTime: UnixTime, limits: GroupLimits, plan: PlanLimits = .unlimited
    ) throws(APIError) -> NewGroup {
        let planned = plan.memberCap(for: type) ?? .max
        var profile = GroupProfile(
            id: id,
            type: type,
            name: name,
            introduction: introduction,
            notification: notification,
            faceURL: faceURL,
            owner: owner,
            createTime: createTime,
            maxMemberNum: maxMemberNum ?? min(limits.defaultMemberCap(for: type), planned),
            applyJoinOption: type.storesApplyJoinOption ? applyJoinOption : nil,
            inviteJoinOption: inviteJoinOption,
            supportsTopics: supportsTopics,
            enablesPermissions: enablesPermissions,
            defaultPermission: defaultPermission ?? GroupProfile.sendInAllTopics,
            isActivated: isImported ? true : nil,
            customFields: try customFields.apply(to: []))
        let members = try initialMembers(joinTime: createTime)
        profile.memberNum = Int64(members.count)
        guard profile.memberNum <= planned else {
            throw Self.tooManyMembers(planned)
        }
        guard !type.storesMembers || profile.memberNum <= profile.maxMemberNum else {
            throw APIError(.invalidParameter, "MemberList and Owner_Account together exceed \(maxMemberField)")
        }
        return NewGroup(profile: profile, members: members, isImported: isImported)
    }

    private func initialMembers(joinTime: UnixTime) throws(APIError) -> [Member] {
        guard type.storesMembers else {
            return []
        }
        var members: [Member] = []
        var positions: [Account: Int] = [:]
        if let owner {
            positions[owner] = 0
            members.append(Member(account: owner, role: .owner, joinTime: joinTime, msgFlag: type.defaultMsgFlag))
        }
        for initial in self.members {
            let fields = try initial.customFields.apply(to: [])
            if let position = positions[initial.account] {
                if members[position].customFields.isEmpty {
                    members[position].customFields = fields
                }
                continue
            }
            positions[initial.account] = members.count
            members.append(
                Member(
                    account: initial.account, role: initial.role, joinTime: joinTime, msgFlag: type.defaultMsgFlag,
                    customFields: fields))
        }
        return members
    }

    private static func tooManyMembers(_ planned: Int64) -> APIError {
        APIError(.tooManyMembersForPlan, "the app's plan allows \(planned) members in a group")
    }

    static func checkMemberCap(
        _ cap: Int64, sentAs field: StaticString, of type: GroupType, limits: GroupLimits
    ) throws(APIError) {
        let ceiling = limits.memberCapCeiling(for: type)
        guard (1...ceiling).contains(cap) else {
            throw APIError(.invalidParameter, "\(field) must be 1 to \(ceiling) in groups of type \(type.rawValue)")
        }
    }
}

/// A complete group that a store is asked to insert.
package struct NewGroup: Sendable, Equatable {
    /// `memberNum` equals the number of ``members``.
    package let profile: GroupProfile
    /// In list order: the owner first.
    package let members: [Member]
    /// Whether the group comes from elsewhere, so that nobody is told of it.
    package let isImported: Bool

    package init(profile: GroupProfile, members: [Member], isImported: Bool = false) {
        self.profile = profile
        self.members = members
        self.isImported = isImported
    }

    /// The accounts that must exist before the group can.
    package var accounts: [Account] {
        let listed = members.map(\.account)
        guard let owner = profile.owner, !listed.contains(owner) else {
            return listed
        }
        return [owner] + listed
    }
}
