/// The changes that `modify_permission_group` asks for; a field that is `nil` stays.
///
/// - Source: protocol reference file 32, 3.5.
package struct PermissionGroupChange: Sendable {
    package var name: String?
    package var permission: Int64?
    package var customString: String?

    package init() {}

    /// Whether the request names no field at all; such a call changes nothing.
    package var isEmpty: Bool {
        name == nil && permission == nil && customString == nil
    }

    package func apply(to group: inout PermissionGroup) {
        group.name = name ?? group.name
        group.permission = permission ?? group.permission
        group.customString = customString ?? group.customString
    }
}
