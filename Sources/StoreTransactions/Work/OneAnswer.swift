import Synchronization

/// A question outside a unit of work, which is asked once however often the transaction that asks it runs.
final class OneAnswer: Sendable {
    private let question: @Sendable () -> Bool
    private let answer = Mutex<Bool?>(nil)

    init(_ question: @escaping @Sendable () -> Bool) {
        self.question = question
    }

    /// Asks, the first time.
    func get() -> Bool {
        answer.withLock { answer in
            let known = answer ?? question()
            answer = known
            return known
        }
    }
}
