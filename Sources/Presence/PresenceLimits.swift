/// How much is kept of one app, and for how long.
///
/// The numbers of entries bound the memory; what would exceed them is refused or not remembered.
package struct PresenceLimits: Sendable, Equatable {
    /// Most connections at once.
    package var connections = 200_000
    /// Most rooms that one connection is in.
    package var roomsPerConnection = 50
    /// Most accounts that are remembered as reachable by push.
    package var pushAccounts = 1_000_000
    /// Most accounts that stay in rooms without a connection, over all rooms.
    package var stays = 100_000
    /// Seconds without a heartbeat after which a connection counts as broken; assumed, the original's is not known.
    package var heartbeatTimeout: UInt32 = 120
    /// Seconds for which a terminal without a connection is reachable by push.
    package var pushDuration: UInt32 = 7 * 86_400
    /// Seconds for which ``Mark/online`` keeps an account in a room.
    package var stayDuration: UInt32 = 3 * 86_400
    /// Most different marks of the app's own in a room.
    package var marksPerRoom = 10
    /// Most members of a room that have the same mark.
    package var membersPerMark = 1_000
    /// Most members of a room that can be listed, the latest entrants.
    package var listedMembers = 1_000
    /// Members of a room in one page.
    package var membersPerPage = 250

    package init() {}
}
