package import Wire

/// Shows what an outbox holds, and lets events be told again.
package protocol OutboxDesk: Sendable {
    /// The lanes of an app in which something waits, sorted by their keys.
    ///
    /// - Parameters:
    ///   - lane: that they follow; `nil` begins.
    ///   - limit: most lanes, at least 1.
    func waitingLanes(of app: SDKAppID, after lane: OutboxLane?, limit: Int) async throws(StoreError) -> [OutboxLane]

    /// What waits in lanes, each lane's by event time.
    ///
    /// - Parameters:
    ///   - places: the lanes, with the event time that a lane's events follow.
    ///   - limit: most events of a lane, at least 1.
    func waitingEvents(
        of app: SDKAppID, in places: [OutboxPlace], limit: Int
    ) async throws(StoreError) -> [OutboxEvent]

    /// What the outbox of an app holds.
    func outboxState(of app: SDKAppID) async throws(StoreError) -> OutboxState

    /// The events of an app that wait no longer, the last settled first, parked ones included.
    ///
    /// - Parameter limit: most events, at least 1.
    func settledEvents(of app: SDKAppID, limit: Int) async throws(StoreError) -> [SettledEvent]

    /// Lets a settled event wait again, with the time that it had.
    ///
    /// - Returns: whether there is such an event.
    func resend(_ place: OutboxPlace, of app: SDKAppID) async throws(StoreError) -> Bool
}
