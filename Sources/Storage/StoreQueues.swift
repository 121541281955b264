/// What waits for a store at a moment.
package struct StoreQueues: Sendable, Equatable {
    /// Writes that no commit has taken yet.
    package let writes: Int
    /// Reads for which no connection is free.
    package let reads: Int

    package init(writes: Int, reads: Int) {
        self.writes = writes
        self.reads = reads
    }
}
