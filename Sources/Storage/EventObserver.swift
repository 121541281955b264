package import Groups
package import Wire

/// Something that a write did, which is on disk.
package struct CommittedEvent: Sendable, Equatable {
    package let app: SDKAppID
    package let event: AppEvent

    package init(app: SDKAppID, event: AppEvent) {
        self.app = app
        self.event = event
    }
}

/// Learns what writes do.
package protocol EventObserver: AnyObject, Sendable {
    /// Learns what the writes of a commit did, in the order in which it happened.
    ///
    /// It is called between the commit and the first answer to those who made the writes. It must not block.
    ///
    /// - Parameter events: at least one.
    func eventsCommitted(_ events: [CommittedEvent])
}
