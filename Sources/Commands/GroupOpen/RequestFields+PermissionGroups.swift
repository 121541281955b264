import Groups
import Storage
import Wire

/// What the commands on permission groups read alike.
extension RequestFields {
    /// Refuses a list of a writing command on permission groups that is too long.
    ///
    /// - Throws: ``ErrorCode/tooManyAccounts``, which stands for entries of any kind here.
    func checkWrittenCount(_ count: Int, of field: some DeclaredField) throws(APIError) {
        try refusing(with: .tooManyAccounts).checkCount(count, of: field)
    }
}

/// A permission group that a request addresses.
struct PermissionGroupAddress: Sendable {
    let group: GroupID
    let permissionGroup: PermissionGroupID

    /// - Throws: ``ErrorCode/invalidGroupID`` for a text that could never be an identifier.
    init(group: String, permissionGroup: String) throws(APIError) {
        self.group = try GroupID(addressing: group)
        self.permissionGroup = try PermissionGroupID(addressing: permissionGroup)
    }
}
