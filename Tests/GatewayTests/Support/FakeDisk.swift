import Health
import Synchronization

/// Stands in for the store's disk: counts what is written to it.
final class FakeDisk: Sendable {
    private let failure: (any Error)?
    private let writeCount = Atomic(0)

    /// - Parameter failure: what each write fails with.
    init(failure: (any Error)? = nil) {
        self.failure = failure
    }

    /// How often the store was written to.
    var writes: Int { writeCount.load(ordering: .relaxed) }

    /// The health of a server that writes to it.
    var health: ServerHealth { ServerHealth { try self.write() } }

    private func write() throws {
        writeCount.add(1, ordering: .relaxed)
        if let failure {
            throw failure
        }
    }
}

/// A disk that is full.
struct DiskFull: Error {}
