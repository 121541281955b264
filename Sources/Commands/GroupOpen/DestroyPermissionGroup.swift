import Apps
import Storage
import Wire

/// Destroys permission groups with their topic rights and memberships.
///
/// - Limits: 1 to 20 permission groups in a request.
/// - Group types: Community with `SupportTopic` 1 and `EnablePermission` 1.
/// - Errors: ``ErrorCode/tooManyAccounts``, ``ErrorCode/groupNotFound``, ``ErrorCode/notPermitted`` (another type),
///   ``ErrorCode/topicsUnavailable``. A permission group that does not exist does not fail the call; its item carries
///   ``ErrorCode/groupNotFound``.
/// - Order: items in request order; of a permission group that stands twice the first one is destroyed.
/// - Source: protocol reference file 32, 3.4. The codes: assumed.
struct DestroyPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "destroy_permission_group")

    /// Most permission groups in a request.
    static let maximumGroups = 20

    struct Request: CommandRequest {
        let group: GroupID
        /// As sent, well-formed or not.
        let texts: [String]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.requiredString("GroupId")
            texts = try fields.requiredStrings("PermissionGroupIdList")
            group = try GroupID(addressing: groupText)
            try RequestFields.checkWrittenCount(
                texts.count, of: "PermissionGroupIdList", atMost: DestroyPermissionGroup.maximumGroups)
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> ItemResults {
        let destroyed = try await storing { () throws(StoreError) in
            try await context.store.destroyPermissionGroups(
                request.texts.compactMap(PermissionGroupID.init), of: request.group, in: context.scope)
        }
        var results = destroyed.makeIterator()
        return ItemResults(
            list: "PermissionGroupResultList", key: "PermissionGroupId",
            items: request.texts.map { ($0, PermissionGroupID($0) != nil && results.next() == true) },
            failure: (.groupNotFound, "this permission group does not exist"))
    }
}
