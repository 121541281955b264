package import Apps
import Groups
package import Storage
import Synchronization
import Traces
package import Wire

/// Says what backends are told of writes, and wakes who delivers it.
package final class OutboxWriter: OutboxComposer {
    private let apps: [SDKAppID: AppOutbox]

    /// - Parameter outboxes: of the apps that have a backend.
    package init(_ outboxes: [AppOutbox]) {
        apps = Dictionary(outboxes.map { ($0.app, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func outboxEntries(of events: [CommittedEvent]) -> [OutboxEntry] {
        var entries: [OutboxEntry] = []
        entries.reserveCapacity(events.count)
        for committed in events {
            apps[committed.app]?.tell(committed, in: &entries)
        }
        return entries
    }

    package func outboxFilled(_ entries: [OutboxEntry]) {
        for (app, entries) in Dictionary(grouping: entries, by: \.app) {
            apps[app]?.fill(entries)
        }
    }
}

/// What an app has to tell, and which lanes have got something new.
///
/// - Concurrency: any number of callers.
package final class AppOutbox: Sendable {
    /// What has come since it was last asked.
    struct News: Sendable {
        var lanes: Set<OutboxLane> = []
        /// Whether there are more lanes than are listed.
        var isIncomplete = false
    }

    private struct State {
        var news = News()
        var origins = EventOrigins()
        var waiting: Int64 = 0
        var untold: Int64 = 0
    }

    /// Bounds the memory of lanes that have got something.
    private static let maximumLanes = 4_096

    package let app: SDKAppID
    let settings: WebhookSettings
    private let now: @Sendable () -> Int64
    /// What is told of writes.
    private let told: [any AfterEvent.Type]
    private let state = Mutex(State())
    private let wakening: AsyncStream<Void>.Continuation
    /// Yields when there are news.
    let wakings: AsyncStream<Void>

    /// - Parameter now: milliseconds since 1970, by the app's clock.
    package init(of app: SDKAppID, _ settings: WebhookSettings, now: @escaping @Sendable () -> Int64) {
        self.app = app
        self.settings = settings
        self.now = now
        told = WebhookRegistry.after.filter { $0.isSwitchedOn(by: settings) }
        (wakings, wakening) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Adds whatever is told of something that a write did, as it is stored.
    fileprivate func tell(_ committed: CommittedEvent, in entries: inout [OutboxEntry]) {
        for event in WebhookRegistry.afterEvents(of: committed.event, among: told) {
            if let entry = entry(
                of: event, in: committed.event.lane, address: committed.address, origin: committed.origin)
            {
                entries.append(entry)
            }
        }
    }

    /// An event as it is stored; `nil` where it is not wanted, or where too many wait.
    ///
    /// - Parameter origin: the span of the call that it comes of.
    func entry(
        of event: some WebhookEvent, in lane: OutboxLane, address: String?, origin: TraceOrigin?
    ) -> OutboxEntry? {
        guard type(of: event).isSwitchedOn(by: settings) else {
            return nil
        }
        let isTaken = state.withLock { state in
            guard state.waiting < settings.backlog else {
                state.untold += 1
                return false
            }
            state.waiting += 1
            return true
        }
        guard isTaken else {
            return nil
        }
        return OutboxEntry(
            app: app, lane: lane, time: now(), command: type(of: event).command,
            address: address ?? AppOutbox.unknownAddress, opening: event.opening, origin: origin)
    }

    /// `ClientIP` where no client has made a call.
    static let unknownAddress = "127.0.0.1"

    /// Learns what is in the store by now.
    func fill(_ entries: [OutboxEntry]) {
        state.withLock { state in
            state.origins.note(entries)
            for entry in entries where !state.news.isIncomplete {
                state.news.lanes.insert(entry.lane)
                state.news.isIncomplete = state.news.lanes.count > Self.maximumLanes
            }
        }
        wake()
    }

    func wake() {
        wakening.yield()
    }

    /// What has come since the last time.
    func takeNews() -> News {
        state.withLock { state in
            defer { state.news = News() }
            return state.news
        }
    }

    /// The span of the call that an event comes of, as far as it is known.
    func origin(of event: OutboxEvent) -> TraceOrigin? {
        state.withLock { $0.origins.find(event) }
    }

    /// Forgets the span of an event that is told no more.
    func forgetOrigin(of event: OutboxEvent) {
        state.withLock { $0.origins.settle(event) }
    }

    /// Corrects the count of what waits, by which the backlog is bounded.
    func setWaiting(_ count: Int64) {
        state.withLock { $0.waiting = count }
    }

    func noteSettled(_ count: Int64) {
        state.withLock { $0.waiting = max(0, $0.waiting - count) }
    }

    /// How many events were not told since the last time, because too many waited.
    func takeUntold() -> Int64 {
        state.withLock { state in
            defer { state.untold = 0 }
            return state.untold
        }
    }
}

extension AppEvent {
    /// Where the event keeps its order.
    fileprivate var lane: OutboxLane {
        switch self {
        case .group(let event): .group(event.group)
        case .account(let event): .account(event.account)
        case .broadcast, .dailyGroupsNearQuota: .app
        }
    }
}
