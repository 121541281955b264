import Apps
import Groups
import Storage
import Wire

/// Changes the fields of a permission group that the request names; the others stay.
///
/// - Source: protocol reference file 32, 3.5.
struct ModifyPermissionGroup: Command {
    static let name = CommandName(service: .groupOpen, command: "modify_permission_group")

    static let reference = CommandReference(
        Wording(
            "Changes the fields of a permission group that the request names; the others stay.",
            "修改权限组信息；未填写的字段保持不变。"),
        notes: [PermissionGroupFields.typeNote],
        codes: PermissionGroupFields.codes,
        example: #"{"GroupId":"@TGS#_town","PermissionGroupId":"@PMG#_editors","PermissionGroupName":"Newsroom","#
            + #""Permission":1}"#)

    struct Request: CommandRequest {
        static let fields = FieldList(
            GroupFields.groupID, PermissionGroupFields.permissionGroupID, PermissionGroupFields.newName,
            PermissionGroupFields.newPermission, PermissionGroupFields.customString)

        let address: PermissionGroupAddress
        let change: PermissionGroupChange

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            let groupText = try fields.read(GroupFields.groupID)
            let text = try fields.read(PermissionGroupFields.permissionGroupID)
            var change = PermissionGroupChange()
            change.name = try fields.read(PermissionGroupFields.newName)
            change.permission = try fields.read(PermissionGroupFields.newPermission)
            change.customString = try fields.read(PermissionGroupFields.customString)
            address = try PermissionGroupAddress(group: groupText, permissionGroup: text)
            self.change = change
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.changePermissionGroup(
                request.address.permissionGroup, of: request.address.group, in: context.scope, by: request.change)
        }
        return EmptyResponse()
    }
}
