package import Groups
package import Traces
package import Wire

/// Tells what writes do; the promises of ``GroupStore`` hold.
package protocol EventStore: Sendable {
    /// Tells an observer what every write does from now on, whoever makes it on this store.
    ///
    /// - Parameter observer: is not kept alive, and is forgotten when it has gone.
    func observeEvents(_ observer: any EventObserver)
}

/// Something that a write did, which is on disk.
package struct CommittedEvent: Sendable, Equatable {
    package let app: SDKAppID
    /// The peer of the connection by which the call came; `nil` where there was none.
    package let address: String?
    package let event: AppEvent
    /// The span of the call; `nil` where it is not traced.
    package let origin: TraceOrigin?

    package init(app: SDKAppID, address: String? = nil, event: AppEvent, origin: TraceOrigin? = nil) {
        self.app = app
        self.address = address
        self.event = event
        self.origin = origin
    }
}

/// Learns what writes do.
package protocol EventObserver: AnyObject, Sendable {
    /// Learns what the writes of a commit did, in the order in which it happened.
    ///
    /// It is called between the commit and the first answer to those who made the writes, one commit after the other.
    /// It must not block.
    ///
    /// - Parameter events: at least one.
    func eventsCommitted(_ events: [CommittedEvent])
}
