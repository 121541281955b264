import CoreMetrics
import Synchronization

/// Times, counted in buckets.
final class HistogramFigure: TimerHandler {
    /// What one of the places of ``ThreadShard`` counts.
    private final class Shard: Sendable {
        let buckets = SixteenCounts()
        let nanoseconds = Atomic<Int64>(0)
    }

    /// What was counted until some moment.
    struct State {
        /// Times in each bucket, not added up.
        var buckets = [Int64](repeating: 0, count: HistogramFigure.bounds.count + 1)
        var nanoseconds: Int64 = 0

        var count: Int64 { buckets.reduce(0, +) }
    }

    /// The longest time of each bucket but the last, which takes all others.
    static let bounds: [(nanoseconds: Int64, seconds: String)] = [
        (100_000, "0.0001"), (250_000, "0.00025"), (500_000, "0.0005"), (1_000_000, "0.001"), (2_500_000, "0.0025"),
        (5_000_000, "0.005"), (10_000_000, "0.01"), (25_000_000, "0.025"), (50_000_000, "0.05"), (100_000_000, "0.1"),
        (250_000_000, "0.25"), (500_000_000, "0.5"), (1_000_000_000, "1"), (2_500_000_000, "2.5"),
        (10_000_000_000, "10"),
    ]

    private let shards = (0..<ThreadShard.count).map { _ in Shard() }

    var state: State {
        var state = State()
        for shard in shards {
            for bucket in state.buckets.indices {
                state.buckets[bucket] += shard.buckets.value(at: bucket)
            }
            state.nanoseconds &+= shard.nanoseconds.load(ordering: .relaxed)
        }
        return state
    }

    func recordNanoseconds(_ duration: Int64) {
        let shard = shards[ThreadShard.index]
        shard.buckets.increment(at: Self.bucket(of: duration))
        shard.nanoseconds.wrappingAdd(duration, ordering: .relaxed)
    }

    /// The place of a time among ``bounds``, without a look into memory; most times are short.
    static func bucket(of nanoseconds: Int64) -> Int {
        switch nanoseconds {
        case ...100_000: 0
        case ...250_000: 1
        case ...500_000: 2
        case ...1_000_000: 3
        case ...2_500_000: 4
        case ...5_000_000: 5
        case ...10_000_000: 6
        case ...25_000_000: 7
        case ...50_000_000: 8
        case ...100_000_000: 9
        case ...250_000_000: 10
        case ...500_000_000: 11
        case ...1_000_000_000: 12
        case ...2_500_000_000: 13
        case ...10_000_000_000: 14
        default: 15
        }
    }
}

/// Sixteen counts in a row, for a shard of a histogram.
private struct SixteenCounts: ~Copyable, Sendable {
    private let first = FourCounts()
    private let second = FourCounts()
    private let third = FourCounts()
    private let fourth = FourCounts()

    func increment(at index: Int) {
        switch index >> 2 {
        case 0: first.increment(at: index & 3)
        case 1: second.increment(at: index & 3)
        case 2: third.increment(at: index & 3)
        default: fourth.increment(at: index & 3)
        }
    }

    func value(at index: Int) -> Int64 {
        switch index >> 2 {
        case 0: first.value(at: index & 3)
        case 1: second.value(at: index & 3)
        case 2: third.value(at: index & 3)
        default: fourth.value(at: index & 3)
        }
    }
}

private struct FourCounts: ~Copyable, Sendable {
    private let first = Atomic<Int64>(0)
    private let second = Atomic<Int64>(0)
    private let third = Atomic<Int64>(0)
    private let fourth = Atomic<Int64>(0)

    func increment(at index: Int) {
        switch index {
        case 0: first.wrappingAdd(1, ordering: .relaxed)
        case 1: second.wrappingAdd(1, ordering: .relaxed)
        case 2: third.wrappingAdd(1, ordering: .relaxed)
        default: fourth.wrappingAdd(1, ordering: .relaxed)
        }
    }

    func value(at index: Int) -> Int64 {
        switch index {
        case 0: first.load(ordering: .relaxed)
        case 1: second.load(ordering: .relaxed)
        case 2: third.load(ordering: .relaxed)
        default: fourth.load(ordering: .relaxed)
        }
    }
}
