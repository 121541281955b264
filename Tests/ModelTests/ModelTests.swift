import Foundation
import Testing

/// Random calls against a plain model of the rules.
///
/// The calls are the same in every run, so that a failure belongs to the change that brought it. `QUN_MODEL_SEED=random`
/// makes others, `QUN_MODEL_SEED` with a number makes those of one seed, and `QUN_MODEL_STEPS` sets how many are made
/// (default 100,000).
@Suite("Model of the rules")
struct ModelTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let steps = environment["QUN_MODEL_STEPS"].flatMap(Int.init) ?? 100_000
    private static let laneCount = 4

    static let lanes: [Lane] =
        if let seed = environment["QUN_MODEL_SEED"].flatMap(UInt64.init) {
            [Lane(seed: seed, steps: steps)]
        } else {
            (1...laneCount).map { lane in
                let seed: UInt64 =
                    environment["QUN_MODEL_SEED"] == "random" ? .random(in: 0...UInt64(UInt32.max)) : UInt64(lane)
                return Lane(seed: seed, steps: steps / laneCount)
            }
        }

    @Test(arguments: lanes)
    func `every answer is the one of the rules`(lane: Lane) async throws {
        let start = ContinuousClock.now
        let failure = try await lane.failure()
        print("model of the rules: \(lane.testDescription), \(ContinuousClock.now - start)")
        #expect(failure == nil)
    }
}
