import Foundation
import Storage
import StoreTransactions
import Synchronization

/// Takes what other nodes tell, on a connection of its own that does nothing else.
///
/// What is told while the connection is away is lost.
///
/// - Concurrency: safe for use from any thread; the connection has a thread of its own, from ``listen()`` on.
final class NodeListener: Sendable {
    private enum State {
        case idle
        case listening
        case closed
    }

    /// The name under which nodes notify each other.
    static let channel = "qun_nodes"

    private let state = Mutex(State.idle)
    /// Only the thread uses it.
    private let keeper: Mutex<ConnectionKeeper>
    private let surroundings: Surroundings
    private let alarm = Alarm()
    private let take: @Sendable (_ payload: String) -> Void

    /// - Parameter take: is given what is told, one after the other.
    init(
        _ keeper: sending ConnectionKeeper, _ surroundings: Surroundings,
        take: @escaping @Sendable (_ payload: String) -> Void
    ) {
        self.keeper = Mutex(keeper)
        self.surroundings = surroundings
        self.take = take
    }

    /// Begins to listen, unless it has.
    func listen() {
        let begins = state.withLock { state in
            guard state == .idle else {
                return false
            }
            state = .listening
            return true
        }
        if begins {
            Thread.detachNewThread { self.run() }
        }
    }

    /// Stops listening; the thread ends soon.
    func close() {
        state.withLock { $0 = .closed }
        alarm.ring()
    }

    private func run() {
        keeper.withLock { keeper in
            var last: PostgresConnection?
            while state.withLock({ $0 == .listening }) {
                do {
                    let connection = try keeper.connection()
                    if connection !== last {
                        _ = try connection.exchange([Statement("LISTEN \(Self.channel)")])
                        last = connection
                    }
                    for payload in try connection.notifications(until: alarm) {
                        take(payload)
                    }
                } catch {
                    // the server is away for longer than a call would wait
                    surroundings.pause(.seconds(1))
                }
            }
            keeper.close()
        }
    }
}

/// Wakes a thread that waits for a connection.
final class Alarm: Sendable {
    private let reading: Int32
    private let writing: Int32

    init() {
        var descriptors: [Int32] = [-1, -1]
        // without descriptors, which a process may lack, nobody is woken before the connection says something
        _ = pipe(&descriptors)
        reading = descriptors[0]
        writing = descriptors[1]
    }

    deinit {
        Foundation.close(reading)
        Foundation.close(writing)
    }

    /// Can be read from once it has rung.
    var descriptor: Int32 { reading }

    /// Wakes who waits, and who will.
    func ring() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }
}
