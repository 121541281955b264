package import Groups
package import Wire

/// The transactions on group attributes; the promises of ``GroupStore`` hold.
///
/// Attributes are no part of the group's profile: writing them moves neither its times nor its version.
package protocol GroupAttributeStore: Sendable {
    /// A group's attributes, in the order in which their keys were first written.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``.
    func attributes(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupAttribute]

    /// Changes a group's attributes, as a whole or not at all. Only a change that is made counts as a write.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then with ``ErrorCode/groupAttributesTooFrequent``, then as
    ///   the change itself refuses.
    func changeAttributes(
        of group: GroupID, in scope: StoreScope, by change: GroupAttributeChange
    ) async throws(StoreError)
}
