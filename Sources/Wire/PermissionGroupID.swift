/// The identifier of a permission group in a Community, compared byte for byte.
///
/// - Limits: 1 to 48 bytes of printable ASCII (0x20–0x7E). The identifier of a permission group that exists begins with
///   `@PMG#_`.
/// - Source: protocol reference files 10, 2.3 and 32, 3.2. The form of custom identifiers: assumed.
package typealias PermissionGroupID = PrintableID<PermissionGroupSubject>

/// What a ``PermissionGroupID`` identifies.
package enum PermissionGroupSubject: PrintableIDSubject {
    package static let maximumIDBytes = 48
    package static let idField: StaticString = "PermissionGroupId"
    package static let idTitle: StaticString = "permission group id"
}

extension PermissionGroupID {
    /// Whether a request may give the identifier to a new permission group.
    package var isCustom: Bool {
        let prefix = "@PMG#_".utf8
        let ownPart = text.utf8.dropFirst(prefix.count)
        return text.utf8.starts(with: prefix) && !ownPart.isEmpty
            && !String(Substring(ownPart)).utf8.contains(subsequence: "@PMG#")
    }
}
