import Synchronization
import Wire

@testable import Webhooks

/// A receiver that answers as it is told, and keeps what it got.
final class Receiver: WebhookSender {
    enum Answers: Sendable {
        case status(Int)
        /// Fails for one group, and takes the others' events.
        case failure(group: String)
    }

    private struct State {
        var bodies: [String] = []
        var answers = Answers.status(200)
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var bodies: [String] { state.withLock(\.bodies) }

    var answers: Answers {
        get { state.withLock(\.answers) }
        set { state.withLock { $0.answers = newValue } }
    }

    func post(_ body: [UInt8], to url: Secret, timeout: Duration) async -> WebhookReply {
        let text = String(decoding: body, as: UTF8.self)
        let (answers, reached) = state.withLock { state in
            state.bodies.append(text)
            let reached = state.watchers.filter { $0.count <= state.bodies.count }
            state.watchers.removeAll { $0.count <= state.bodies.count }
            return (state.answers, reached)
        }
        reached.forEach { $0.continuation.resume() }
        return switch answers {
        case .status(let status): .answer(status: status, body: [])
        case .failure(let group) where text.contains("\"\(group)\""): .failure(reason: "no connection")
        case .failure: .answer(status: 200, body: [])
        }
    }

    /// Returns when so many requests have come.
    func waitFor(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                guard state.bodies.count < count else {
                    return true
                }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere {
                continuation.resume()
            }
        }
    }
}
