package import Wire

/// Tells which groups have changed; the promises of ``GroupStore`` hold.
///
/// A node that makes all writes itself is told of them. Nodes that share a store compare stamps: what was read of a
/// group is true as long as its stamp is the same.
package protocol GroupChangeStore: Sendable {
    /// Whether other nodes may change the store's groups, whose changes no observer here is told of.
    ///
    /// It stays the same for as long as the store is open.
    var isShared: Bool { get }

    /// Tells an observer of every change of groups from now on, whoever makes it through this node.
    ///
    /// - Parameter observer: is not kept alive, and is forgotten when it has gone.
    func observeGroupChanges(_ observer: any GroupChangeObserver)

    /// Tells which states groups are in, all from one state of the store, in one query.
    ///
    /// - Parameter groups: may hold a group twice.
    /// - Returns: as many stamps as groups, in their order; `nil` for a group that does not exist.
    func groupStamps(of groups: [GroupID], in scope: StoreScope) async throws(StoreError) -> [GroupStamp?]
}

extension GroupChangeStore {
    package var isShared: Bool { false }
}

/// Learns which groups have changed.
package protocol GroupChangeObserver: AnyObject, Sendable {
    /// Learns that groups, their members or their mutes have changed or are gone.
    ///
    /// It is called between the commit of the changes and the first answer to those who made them, so whoever reads from
    /// the store when it has returned sees them. A change that was taken back may be told as well. It must not block.
    ///
    /// - Parameter numbers: as in ``GroupStamp/number``.
    func groupsChanged(_ numbers: Set<Int64>)
}

/// Which state of a group was read.
package struct GroupStamp: Sendable, Equatable {
    /// Tells groups of one store apart, of all apps; it is never given again.
    package let number: Int64
    /// Is moved by every change of the group, its members or its mutes.
    package let version: Int64

    package init(number: Int64, version: Int64) {
        self.number = number
        self.version = version
    }
}
