import NIOCore

/// The one timer of a connection: it waits for one thing at a time.
///
/// Moving a deadline back costs nothing but an assignment: the task that is scheduled for the earlier moment finds
/// the later one when it runs, and is scheduled anew. The task keeps the timer alive: a weak reference would make every
/// use of it slower. Not thread-safe; it lives on its event loop.
final class DeadlineTimer {
    /// What is being waited for.
    enum Reason: Equatable {
        /// the next request
        case idle
        /// the rest of a request's head
        case header
        /// the rest of a request's body
        case body
        /// the end of a command
        case command
        /// the client's taking of an answer
        case answer
        /// the rest of a request that has been refused
        case drain
        /// the end of a pause that a fault makes
        case pause(Duration)
    }

    private var reason: Reason?
    private var deadline = NIODeadline.distantFuture
    private var scheduled: Scheduled<Void>?
    private var scheduledMoment = NIODeadline.distantFuture
    private let eventLoop: any EventLoop
    private var onExpiry: ((Reason) -> Void)?

    /// - Parameter onExpiry: is called on the event loop; the timer is clear then. It is kept until ``invalidate()``.
    init(eventLoop: any EventLoop, onExpiry: @escaping (Reason) -> Void) {
        self.eventLoop = eventLoop
        self.onExpiry = onExpiry
    }

    /// Waits for something new.
    func set(_ reason: Reason, after duration: TimeAmount) {
        guard onExpiry != nil else {
            return
        }
        self.reason = reason
        deadline = eventLoop.now + duration
        guard scheduled == nil || deadline < scheduledMoment else {
            return
        }
        schedule()
    }

    /// Waits for nothing.
    func clear() {
        reason = nil
        deadline = .distantFuture
    }

    /// Ends the timer for good.
    func invalidate() {
        clear()
        onExpiry = nil
        scheduled?.cancel()
        scheduled = nil
    }

    private func schedule() {
        scheduled?.cancel()
        scheduledMoment = deadline
        scheduled = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { self.fire() }
    }

    private func fire() {
        scheduled = nil
        guard let reason else {
            return
        }
        guard deadline <= eventLoop.now else {
            schedule()
            return
        }
        clear()
        onExpiry?(reason)
    }
}
