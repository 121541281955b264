import Figures
import Synchronization

/// Keeps the last calls.
///
/// Each is added on the event loop that answered it, so that this takes a lock that threads rarely share, and no more than
/// copies values into their place. Readers come and look; nobody waits for them, and who comes too late is told how many calls
/// are gone.
///
/// - Concurrency: safe for use from any thread.
package final class CallRing: Sendable {
    /// Some of the calls.
    struct Page {
        /// By number.
        let calls: [RecordedCall]
        /// The number to go on after.
        let last: Int
        /// Calls after the wanted number that are gone already.
        let lost: Int
        /// Whether more of them wait.
        let isCut: Bool
    }

    /// The calls of the threads that share a place of ``ThreadShard``.
    private final class Shard: Sendable {
        struct State {
            var calls: [RecordedCall] = []
            /// The place of the oldest, once all places are taken.
            var oldest = 0

            /// Those with numbers in a range, the newest first.
            func calls(_ numbers: ClosedRange<Int>) -> [RecordedCall] {
                var found: [RecordedCall] = []
                for place in calls.indices.reversed() {
                    let call = calls[(place + oldest) % calls.count]
                    guard call.number >= numbers.lowerBound else {
                        break
                    }
                    if call.number <= numbers.upperBound {
                        found.append(call)
                    }
                }
                return found
            }
        }

        let state = Mutex(State())
    }

    private let capacity: Int
    /// How many bytes of each body are kept; 0 for none.
    package let bodyBytes: Int
    private let shards: [Shard]
    private let count = Atomic(0)

    /// - Parameters:
    ///   - capacity: calls that are kept.
    ///   - bodyBytes: how many bytes of each body are kept.
    package init(capacity: Int, bodyBytes: Int = 0) {
        self.capacity = capacity
        self.bodyBytes = bodyBytes
        shards = (0..<ThreadShard.count).map { _ in Shard() }
    }

    /// The number of the last call.
    var last: Int { count.load(ordering: .acquiring) }

    package func add(_ call: RecordedCall) {
        guard capacity > 0 else {
            return
        }
        shards[ThreadShard.index].state.withLock { state in
            var call = call
            // numbered within the lock: a reader that knows the number finds the call once it has the lock
            call.number = count.wrappingAdd(1, ordering: .acquiringAndReleasing).newValue
            if state.calls.count < capacity {
                state.calls.append(call)
            } else {
                state.calls[state.oldest] = call
                state.oldest = state.oldest + 1 == capacity ? 0 : state.oldest + 1
            }
        }
    }

    /// The first calls after a number.
    func page(after start: Int, limit: Int, _ filter: CallFilter = CallFilter()) -> Page {
        let (calls, last) = kept(after: start)
        let matching = calls.filter(filter.matches)
        guard matching.count > limit, limit > 0 else {
            return Page(calls: matching, last: last, lost: Self.gaps(start, last, calls), isCut: false)
        }
        let end = matching[limit - 1].number
        return Page(
            calls: Array(matching[..<limit]), last: end, lost: Self.gaps(start, end, calls), isCut: true)
    }

    /// How many numbers after one and up to another no call has.
    ///
    /// What is missing behind the end of a page is told with the next one, and may be there then.
    private static func gaps(_ start: Int, _ end: Int, _ calls: [RecordedCall]) -> Int {
        max(0, end - start - calls.count { $0.number <= end })
    }

    /// The last calls there are.
    func lastPage(limit: Int, _ filter: CallFilter = CallFilter()) -> Page {
        let (calls, last) = kept(after: 0)
        let matching = calls.filter(filter.matches).suffix(limit)
        return Page(calls: Array(matching), last: last, lost: 0, isCut: false)
    }

    /// The calls after a number that are kept, by number, and the number of the last.
    private func kept(after start: Int) -> ([RecordedCall], last: Int) {
        let last = last
        // a number that is not there yet is one of an earlier run of the server
        guard start < last else {
            return ([], last)
        }
        // a place keeps as many calls as the whole ring, and so all of the last that came to it
        let numbers = (max(start, last - capacity) + 1)...last
        let calls = shards.flatMap { shard in shard.state.withLock { $0.calls(numbers) } }
        return (calls.sorted { $0.number < $1.number }, last)
    }
}
