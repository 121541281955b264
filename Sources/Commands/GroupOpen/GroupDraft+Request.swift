import Apps
import Groups
import Storage
import Wire

/// What `create_group` and `import_group` share.
extension GroupDraft {
    /// The fields that both requests have.
    static let fields = FieldList(
        GroupFields.type, GroupFields.name, GroupFields.ownerAccount, GroupFields.introduction,
        GroupFields.notification, GroupFields.faceURL, GroupFields.maxMemberCount, GroupFields.applyJoinOption,
        GroupFields.customFields, GroupFields.supportTopic, GroupFields.newGroupID)

    /// Reads the fields that both requests have.
    ///
    /// Names that no account can have are left out of the draft.
    init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
        self.init(type: try fields.read(GroupFields.type), name: try fields.read(GroupFields.name))
        owner = try fields.read(GroupFields.ownerAccount).flatMap(settings.account)
        introduction = try fields.read(GroupFields.introduction) ?? ""
        notification = try fields.read(GroupFields.notification) ?? ""
        faceURL = try fields.read(GroupFields.faceURL) ?? ""
        maxMemberField = try fields.name(of: GroupFields.maxMemberCount)
        maxMemberNum = try fields.read(GroupFields.maxMemberCount)
        applyJoinOption = try fields.read(GroupFields.applyJoinOption)
        customFields = try CustomFieldChange.group(
            fields.read(GroupFields.customFields), declared: settings.declaredGroupFields, limits: settings.limits)
        supportsTopics = try fields.read(GroupFields.supportTopic) ?? false
        id = try fields.read(GroupFields.newGroupID)
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
