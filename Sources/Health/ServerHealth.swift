import Synchronization
package import Wire

/// Answers questions about the server's own state, on whatever port they are asked.
///
/// - Concurrency: safe for use from any thread.
package final class ServerHealth: Sendable {
    private let readiness: ReadinessProbe
    private let shutdownFlag = Atomic(false)

    /// - Parameter checkWritable: makes a write to the store and waits until it is on disk.
    package init(checkWritable: @escaping @Sendable () async throws -> Void) {
        readiness = ReadinessProbe(checkWritable: checkWritable)
    }

    /// Whether the server is being stopped; then `/ready` says no.
    package var isShuttingDown: Bool { shutdownFlag.load(ordering: .relaxed) }

    package func beginShutdown() {
        shutdownFlag.store(true, ordering: .relaxed)
    }

    /// Answers at once; `nil` for a question that takes a write to the store.
    package func immediateAnswer(to question: HealthQuestion) -> HealthAnswer? {
        switch question {
        case .health: HealthAnswer(isWell: true)
        case .ready: isShuttingDown ? HealthAnswer(isWell: false) : nil
        }
    }

    /// Answers a question.
    ///
    /// - Parameter now: by the server's clock; the store is written to once a second at most.
    package func answer(to question: HealthQuestion, now: UnixTime) async -> HealthAnswer {
        if let answer = immediateAnswer(to: question) {
            return answer
        }
        let failure = await readiness.failure(now: now)
        return HealthAnswer(isWell: failure == nil, cause: failure)
    }
}
