import Foundation
import Testing

/// A sequence of random calls on nodes of its own.
package struct Lane: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let steps: Int

    package init(seed: UInt64, steps: Int) {
        self.seed = seed
        self.steps = steps
    }

    package var testDescription: String { "seed \(seed), \(steps) steps" }

    /// The sequences of a run.
    ///
    /// The calls are the same in every run, so that a failure belongs to the change that brought it. `QUN_MODEL_SEED=random`
    /// makes others, `QUN_MODEL_SEED` with a number makes those of one seed, and `QUN_MODEL_STEPS` sets how many are made.
    ///
    /// - Parameter steps: of all sequences, where the environment names no number.
    package static func all(steps: Int) -> [Lane] {
        let environment = ProcessInfo.processInfo.environment
        let steps = environment["QUN_MODEL_STEPS"].flatMap(Int.init) ?? steps
        if let seed = environment["QUN_MODEL_SEED"].flatMap(UInt64.init) {
            return [Lane(seed: seed, steps: steps)]
        }
        let count = 4
        return (1...count).map { lane in
            let seed: UInt64 =
                environment["QUN_MODEL_SEED"] == "random" ? .random(in: 0...UInt64(UInt32.max)) : UInt64(lane)
            return Lane(seed: seed, steps: steps / count)
        }
    }

    /// Makes the calls until an answer is not the one of the rules.
    ///
    /// - Parameter makeNodes: makes nodes on empty data of their own.
    /// - Returns: nothing when all answers are right, else a report that holds a short way to the wrong one.
    package func failure(on makeNodes: @escaping () throws -> WorldNodes) async throws -> String? {
        var dice = Dice(seed: seed)
        // apart, so that a seed makes the same calls however many nodes there are
        var nodeDice = Dice(seed: seed)
        var world = World(try makeNodes())
        var calls: [RecordedCall] = []
        var now = 1_700_000_000
        for number in 1...steps {
            now += dice.chance(2) ? dice.roll(200) : dice.roll(4)
            world.setClock(now)
            let app = dice.roll(2)
            let call = RecordedCall(
                app: app, now: now, node: nodeDice.roll(1_000), step: StepKind.random(&dice, in: world.apps[app]))
            calls.append(call)
            var mismatch = await world.take(call)
            if mismatch == nil, number.isMultiple(of: 100) {
                mismatch = await world.compareAll(in: app, at: now)
            }
            if let mismatch {
                try await world.close()
                return await report(mismatch, after: calls, on: makeNodes)
            }
        }
        try await world.close()
        return nil
    }

    private func report(
        _ mismatch: Mismatch, after calls: [RecordedCall], on makeNodes: @escaping () throws -> WorldNodes
    ) async -> String {
        let short = await Shrinking(calls, on: makeNodes).shortest()
        let way = short.calls.map { "  \($0)" }.joined(separator: "\n")
        let found = short.mismatch ?? mismatch
        return """
            step \(calls.count) of seed \(seed) was answered wrongly; QUN_MODEL_SEED=\(seed) replays it
            a short way to a wrong answer (a read of the group follows each call):
            \(way)
            by the rules: \(found.expected)
            answered:     \(found.answered)
            """
    }
}
