import Apps
package import Faults
package import Logging
package import Storage
import Traces
import Wire

/// Tells the backend of an app what the store's outbox holds: lanes side by side, in each one event after the other.
///
/// An event stays in the store until the receiver has taken it, or is tried no more; so it is told at least once, however
/// the server ends. Memory is bounded whatever waits.
package actor WebhookDelivery {
    /// What the delivery works with.
    package struct Surroundings: Sendable {
        package let logger: Logger
        package let figures: WebhookFigures
        /// For pauses, and for how long a receiver takes.
        package let clock: any Clock<Duration>
        /// Milliseconds since 1970, by the app's clock.
        package let now: @Sendable () -> Int64
        /// What the server does wrong on purpose; `nil` where nobody may ask for it.
        package let faults: FaultRules?

        package init(
            logger: Logger, figures: WebhookFigures, clock: any Clock<Duration>, faults: FaultRules? = nil,
            now: @escaping @Sendable () -> Int64
        ) {
            self.faults = faults
            self.logger = logger
            self.figures = figures
            self.clock = clock
            self.now = now
        }
    }

    /// How often the store is asked for what nobody has told: what other nodes have written, or what was there at the start.
    static let interval = Duration.seconds(1)
    /// How many outcomes are stored at a time.
    private static let settlementLimit = 512
    /// Outcomes are stored as often, or when no event is under way: each commit waits for the disk, and calls wait for it.
    private static let settlementPause = Duration.milliseconds(150)
    /// Nothing more is sent while so many outcomes are not stored.
    private static let maximumUnstored = 4_096
    /// Ticks from one count of what waits to the next.
    private static let ticksPerCount = 30

    private let outbox: AppOutbox
    private let store: any OutboxStore
    private let caller: WebhookCaller
    private let surroundings: Surroundings
    private let retries: RetryPlan

    private var lanes = DeliveryLanes()
    /// Where the store's lanes are looked through next; `nil` where they are not.
    private var search: Search?
    private var slots: Set<Int> = []
    private var underWay = 0
    private var restsToBegin: [(lane: OutboxLane, pause: Duration)] = []
    private var unstored: [OutboxSettlement] = []
    private var isStoring = false
    /// Whether outcomes could not be stored, which is tried again at the next tick.
    private var isStoreFailing = false
    private var isStopping = false
    private var ticks = 0
    private var troubles = Troubles()

    private struct Search {
        var after: OutboxLane?
    }

    /// What has gone wrong since it was last logged.
    private struct Troubles {
        var tried = 0
        var lost = 0
        var reason = ""
        var command = ""
    }

    package init(
        of outbox: AppOutbox, in store: any OutboxStore, by caller: WebhookCaller, _ surroundings: Surroundings
    ) {
        self.outbox = outbox
        self.store = store
        self.caller = caller
        self.surroundings = surroundings
        retries = RetryPlan(outbox.settings.retries)
    }

    /// Delivers until ``stop()``; what is under way then is waited for.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.tick() }
            await self.tend()
            for await _ in outbox.wakings {
                await fill()
                for rest in takeRests() {
                    group.addTask { await self.rest(rest.lane, for: rest.pause) }
                }
                while let turn = takeTurn() {
                    group.addTask { await self.deliver(from: turn) }
                }
                if hasOutcomesToStore {
                    isStoring = true
                    group.addTask { await self.storeAll() }
                }
                if isStopping, underWay == 0 {
                    break
                }
            }
            group.cancelAll()
        }
        await storeAll()
    }

    /// Lets ``run()`` end once the events that are under way have been answered.
    package func stop() {
        isStopping = true
        outbox.wake()
    }

    // MARK: Time

    private func tick() async {
        while !Task.isCancelled {
            try? await surroundings.clock.sleep(for: Self.interval)
            await tend()
        }
    }

    /// Does what is to be done now and then.
    private func tend() async {
        isStoreFailing = false
        do {
            slots = try await store.claimOutboxSlots(busy: lanes.slots)
        } catch {
            // another node may have them by now
            slots = []
            note(error, "the outbox of webhooks cannot be read; the next try is in a second")
        }
        lanes.keep(slots)
        do {
            if ticks.isMultiple(of: Self.ticksPerCount) {
                let state = try await store.outboxState(of: outbox.app)
                outbox.setWaiting(state.waiting)
                surroundings.figures.record(state, of: outbox.app, now: surroundings.now())
            }
        } catch {
            note(error, "the outbox of webhooks cannot be read; the next try is in a second")
        }
        ticks += 1
        beginSearch()
        logTroubles()
        outbox.wake()
    }

    private func rest(_ lane: OutboxLane, for pause: Duration) async {
        try? await surroundings.clock.sleep(for: pause)
        lanes.wake(lane)
        outbox.wake()
    }

    private func takeRests() -> [(lane: OutboxLane, pause: Duration)] {
        defer { restsToBegin.removeAll() }
        return restsToBegin
    }

    // MARK: Reading

    private func fill() async {
        guard !isStopping else {
            return
        }
        let news = outbox.takeNews()
        for lane in news.lanes where slots.contains(lane.slot) && !lanes.note(lane) {
            beginSearch()
        }
        if news.isIncomplete {
            beginSearch()
        }
        do {
            try await searchLanes()
        } catch {
            note(error, "the outbox of webhooks cannot be read; the next try is in a second")
        }
        let places = lanes.takePlaces()
        guard !places.isEmpty else {
            return
        }
        do {
            let events = try await store.waitingEvents(
                of: outbox.app, in: places, limit: DeliveryLanes.readEvents)
            lanes.take(events, from: places)
        } catch {
            lanes.take(nil, from: places)
            note(error, "events of webhooks cannot be read; the next try is in a second")
        }
    }

    /// Lets the store's lanes be looked through, from the first one unless that goes on already.
    private func beginSearch() {
        search = search ?? Search()
    }

    /// Looks for lanes that are not in memory, where there is room for more.
    private func searchLanes() async throws(StoreError) {
        let limit = DeliveryLanes.readLanes
        guard let place = search, lanes.hasRoom else {
            return
        }
        let found = try await store.waitingLanes(of: outbox.app, after: place.after, limit: limit)
        for lane in found where slots.contains(lane.slot) && !lanes.contains(lane) && !lanes.note(lane) {
            return
        }
        search = found.count < limit ? nil : Search(after: found.last)
        if search != nil {
            outbox.wake()
        }
    }

    // MARK: Turns

    private func takeTurn() -> DeliveryLanes.Turn? {
        guard
            !isStopping, underWay < outbox.settings.maximumConnections, unstored.count < Self.maximumUnstored,
            let turn = lanes.takeTurn()
        else {
            return nil
        }
        underWay += 1
        return turn
    }

    /// Delivers one event after the other, as long as it is some event's turn.
    private func deliver(from first: DeliveryLanes.Turn) async {
        var next: DeliveryLanes.Turn? = first
        while let turn = next {
            await deliver(turn)
            if !restsToBegin.isEmpty || lanes.isHungry || hasOutcomesToStore {
                outbox.wake()
            }
            next = takeTurn()
        }
        // what came meanwhile, or the end
        outbox.wake()
    }

    private func deliver(_ turn: DeliveryLanes.Turn) async {
        let event = turn.event
        if turn.isFirst, let fault = fault(of: event) {
            underWay -= 1
            suffer(fault, event)
            return
        }
        let watch = surroundings.clock.stopwatch()
        let reply = await Traces.following(outbox.origin(of: event)) { [caller] in
            await caller.post(
                event.opening, of: event.command, address: event.address, eventTime: event.place.eventTime)
        }
        let duration = watch()
        underWay -= 1
        let attempts = turn.attempts + 1
        let milliseconds = duration / .milliseconds(1)
        func settlement(_ result: OutboxSettlement.Result, _ answer: String) -> OutboxSettlement {
            OutboxSettlement(
                event.place, result, attempts: Int64(attempts), milliseconds: Int64(milliseconds), answer: answer)
        }
        do {
            let answer = try reply.taken()
            settle(settlement(.delivered, String(decoding: answer.prefix(1_024), as: UTF8.self)), event)
            surroundings.figures.recordDelivery(of: event.command, .delivered, duration: duration)
        } catch {
            surroundings.figures.recordDelivery(of: event.command, .failed, duration: duration)
            let age = Duration.milliseconds(max(0, surroundings.now() - event.place.eventTime))
            troubles.reason = error.reason
            troubles.command = event.command
            if let pause = retries.pause(after: attempts, age: age) {
                troubles.tried += 1
                lanes.rest(event.place)
                restsToBegin.append((event.place.lane, pause))
            } else {
                troubles.lost += 1
                settle(settlement(retries.isParked ? .parked : .givenUp, error.reason), event)
                surroundings.figures.recordEnd(of: event.command)
            }
        }
    }

    // MARK: Faults

    private func fault(of event: OutboxEvent) -> WebhookFault? {
        guard let faults = surroundings.faults, faults.canHitWebhooks else {
            return nil
        }
        return faults.hit(WebhookSubject(app: outbox.app, command: event.command, group: event.place.lane.group))
    }

    /// Does to an event what a fault wants, in place of telling it.
    private func suffer(_ fault: WebhookFault, _ event: OutboxEvent) {
        switch fault.effect {
        case .lose:
            settle(
                OutboxSettlement(
                    event.place, .delivered, attempts: 0, milliseconds: 0, answer: "lost by fault \(fault.number)"),
                event)
            surroundings.figures.recordLoss(of: event.command)
        case .delay(let time):
            lanes.putOff(event.place)
            restsToBegin.append((event.place.lane, time))
        }
    }

    // MARK: Outcomes

    private func settle(_ settlement: OutboxSettlement, _ event: OutboxEvent) {
        outbox.forgetOrigin(of: event)
        lanes.settle(settlement.place)
        unstored.append(settlement)
    }

    private var hasOutcomesToStore: Bool { !unstored.isEmpty && !isStoring && !isStoreFailing }

    /// Stores outcomes until none is left, or until that fails.
    private func storeAll() async {
        while !unstored.isEmpty {
            if underWay > 0, unstored.count < Self.settlementLimit {
                try? await surroundings.clock.sleep(for: Self.settlementPause)
            }
            let batch = Array(unstored.prefix(Self.settlementLimit))
            do {
                try await store.settle(
                    batch, of: outbox.app, at: surroundings.now(), keeping: outbox.settings.history)
                unstored.removeFirst(batch.count)
                lanes.noteStored(batch.map(\.place))
                outbox.noteSettled(Int64(batch.count))
            } catch {
                note(error, "outcomes of webhooks cannot be stored; the next try is in a second")
                isStoreFailing = true
                break
            }
        }
        isStoring = false
        outbox.wake()
    }

    // MARK: The log

    private func logTroubles() {
        let untold = outbox.takeUntold()
        if untold > 0 {
            surroundings.logger.error(
                "events were not told: as many wait as webhooks.backlog allows",
                metadata: metadata(["events": "\(untold)", "backlog": "\(outbox.settings.backlog)"]))
        }
        guard troubles.tried + troubles.lost > 0 else {
            return
        }
        defer { troubles = Troubles() }
        let lost = retries.isParked ? "parked" : "givenUp"
        surroundings.logger.warning(
            "the receiver of webhooks has not taken events",
            metadata: metadata([
                "tries": "\(troubles.tried + troubles.lost)", "\(lost)": "\(troubles.lost)",
                "command": "\(troubles.command)", "reason": "\(troubles.reason)",
            ]))
    }

    private func note(_ error: any Error, _ message: Logger.Message) {
        surroundings.logger.error(message, metadata: metadata(["error": "\(error)"]))
    }

    private func metadata(_ fields: Logger.Metadata) -> Logger.Metadata {
        fields.merging(["sdkappid": "\(outbox.app.number)"]) { $1 }
    }
}

extension OutboxLane {
    fileprivate var group: GroupID? {
        guard case .group(let group) = self else {
            return nil
        }
        return group
    }
}
