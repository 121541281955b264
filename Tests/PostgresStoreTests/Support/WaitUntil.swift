/// What is waited for has not come.
struct NeverHappened: Error {}

/// Waits until something is so, with others at work meanwhile; a bound keeps a test that fails from going on for ever.
func waitUntil(_ isSo: () throws -> Bool) async throws {
    for _ in 0..<5_000_000 {
        guard try !isSo() else {
            return
        }
        await Task.yield()
    }
    throw NeverHappened()
}
