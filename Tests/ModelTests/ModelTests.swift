import RulesModel
import SQLiteStore
import Testing

/// Random calls against a plain model of the rules.
///
/// Which ones is said at ``Lane/all(steps:)``.
@Suite("Model of the rules")
struct ModelTests {
    @Test(arguments: Lane.all(steps: 100_000))
    func `every answer is the one of the rules`(lane: Lane) async throws {
        let start = ContinuousClock.now
        let failure = try await lane.failure { WorldNodes([try SQLiteStore.openTemporary()]) }
        print("model of the rules: \(lane.testDescription), \(ContinuousClock.now - start)")
        #expect(failure == nil)
    }
}
