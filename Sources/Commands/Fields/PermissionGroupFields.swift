import Groups
import Wire

/// The fields of permission groups that several commands read.
enum PermissionGroupFields {
    static let permissionGroupID = Field.text("PermissionGroupId", "The permission group.", "权限组 ID。").required()

    static let newName = Field.nonEmptyText(
        "PermissionGroupName", atMost: .groups(\.permissionGroupNameBytes), "The permission group's name.", "权限组名称。")

    /// A bit mask of rights.
    static let newPermission = Field.integer(
        "Permission", in: 0...Int64.max, "The rights of its members, as a bit mask.", "权限组成员的权限（位掩码）。")

    static let customString = Field.text(
        "CustomString", atMost: .groups(\.customStringBytes), "A text of the app's own.", "权限组自定义字段。")
}
