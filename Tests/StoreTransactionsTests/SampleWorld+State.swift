import SampleCalls

extension SampleWorld {
    /// The rows of the app.
    func state() async throws -> MemoryState {
        let store = MemoryStore()
        try await fill(store)
        return try store.state()
    }
}
