import Testing

/// A sequence of random calls on a store of its own.
struct Lane: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let steps: Int

    var testDescription: String { "seed \(seed), \(steps) steps" }

    /// Makes the calls until an answer is not the one of the rules.
    ///
    /// - Returns: nothing when all answers are right, else a report that holds a short way to the wrong one.
    func failure() async throws -> String? {
        var dice = Dice(seed: seed)
        var world = try World()
        var calls: [RecordedCall] = []
        var now = 1_700_000_000
        for number in 1...steps {
            now += dice.chance(2) ? dice.roll(200) : dice.roll(4)
            world.setClock(now)
            let app = dice.roll(2)
            let call = RecordedCall(app: app, now: now, step: StepKind.random(&dice, in: world.apps[app]))
            calls.append(call)
            var mismatch = await world.take(call)
            if mismatch == nil, number.isMultiple(of: 100) {
                mismatch = await world.compareAll(in: app, at: now)
            }
            if let mismatch {
                try await world.close()
                return await report(mismatch, after: calls)
            }
        }
        try await world.close()
        return nil
    }

    private func report(_ mismatch: Mismatch, after calls: [RecordedCall]) async -> String {
        let short = await Shrinking(calls).shortest()
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
