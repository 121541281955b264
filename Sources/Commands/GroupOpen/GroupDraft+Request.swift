import Apps
import Groups
import Storage
import Wire

/// What `create_group` and `import_group` share.
extension RequestFields {
    /// Reads the fields that both requests have.
    ///
    /// Names that no account can have are left out of the draft.
    func groupDraft(settings: AppSettings) throws(APIError) -> GroupDraft {
        let limits = settings.limits
        let type = try requiredGroupType("Type")
        guard let name = try nonEmptyText("Name", maximumBytes: limits.nameBytes, tooLong: .nameTooLong) else {
            throw refusal("Name", "is missing")
        }
        var draft = GroupDraft(type: type, name: name)
        draft.owner = try ownerName().first.flatMap(settings.account)
        draft.introduction =
            try text("Introduction", maximumBytes: limits.introductionBytes, tooLong: .introductionTooLong) ?? ""
        draft.notification = try text("Notification", maximumBytes: limits.notificationBytes) ?? ""
        draft.faceURL = try text("FaceUrl", maximumBytes: limits.faceURLBytes) ?? ""
        draft.maxMemberField = try spelling("MaxMemberCount", "MaxMemberNum", zeroIsAbsent: true)
        draft.maxMemberNum = try optionalInteger(draft.maxMemberField, in: .min ... .max)
        draft.applyJoinOption = try choice("ApplyJoinOption", of: ApplyJoinOption.self)
        draft.customFields = try CustomFieldChange.group(
            customFields("AppDefinedData"), declared: settings.declaredGroupFields, limits: limits)
        draft.supportsTopics = try flag("SupportTopic") ?? false
        draft.id = try newID(
            "GroupId", "must be 1 to 48 bytes of printable ASCII and no topic's identifier", GroupID.init)
        return draft
    }

    /// The name in `Owner_Account`, or nothing when the group is to have no owner.
    func ownerName() throws(APIError) -> [String] {
        guard let name = try accountName("Owner_Account"), !isAbsent("Owner_Account") else {
            return []
        }
        return [name]
    }

    /// `DefaultPermission`; 0 means nothing where permission groups are off.
    func defaultPermission(whereEnabled isEnabled: Bool) throws(APIError) -> Int64? {
        let range = 0...Int64.max
        return isEnabled
            ? try integer("DefaultPermission", in: range) : try optionalInteger("DefaultPermission", in: range)
    }
}

extension Command {
    /// Inserts the drafted group; where the server makes the identifier, one that is in use is replaced by another.
    func insert(
        _ draft: GroupDraft, createTime: UnixTime, plan: PlanLimits = .unlimited, in context: CommandContext,
        isRehearsal: Bool = false
    ) async throws(APIError) -> GroupProfile {
        var scope = context.scope
        scope.plan = plan
        scope.isRehearsal = isRehearsal
        return try await insert(
            as: draft.id, generating: { GroupIDGenerator.next(for: draft.type, random: context.random) }
        ) { (id) throws(APIError) in
            let group = try draft.group(id: id, createTime: createTime, limits: context.app.limits, plan: plan)
            try await storing { [scope] () throws(StoreError) in
                try await context.store.createGroup(group, in: scope)
            }
            return group.profile
        }
    }
}
