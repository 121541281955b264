package import Groups
package import Wire

/// The transactions on group counters; the promises of ``GroupStore`` hold.
///
/// Counters are no part of the group's profile: writing them moves neither its times nor its version.
package protocol GroupCounterStore: Sendable {
    /// A group's counters, in the order of their creation.
    ///
    /// - Throws: refused with ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted`` (the type has no counters).
    func counters(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupCounter]

    /// Sets, raises or lowers counters of a group, as a whole or not at all.
    ///
    /// - Returns: all counters of the group after the update, in the order of their creation.
    /// - Throws: refused as ``counters(of:in:)``, then as the update itself refuses.
    func updateCounters(
        of group: GroupID, in scope: StoreScope, by update: GroupCounterUpdate
    ) async throws(StoreError) -> [GroupCounter]

    /// Deletes counters of a group; those that do not exist are passed over.
    ///
    /// - Parameter keys: `nil` means all.
    /// - Throws: refused as ``counters(of:in:)``.
    func deleteCounters(_ keys: [String]?, of group: GroupID, in scope: StoreScope) async throws(StoreError)
}
