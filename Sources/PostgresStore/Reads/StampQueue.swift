import Dispatch
import Storage
import Synchronization
import Wire

/// Tells which states groups are in, in one statement for all who ask at the moment.
///
/// While a statement is out, those who come wait together for the next: the state that each is told of was read after it
/// had asked. The statements have a connection of their own, so that no other read delays them.
final class StampQueue: Sendable {
    private struct Request: Sendable {
        let app: SDKAppID
        let groups: [GroupID]
        let answer: @Sendable (Result<[GroupStamp?], StoreError>) -> Void
    }

    private struct State {
        var waiting: [Request] = []
        var isDraining = false
        var isClosed = false
    }

    /// Bounds the statement; requests are not divided, and have few groups each.
    static let maximumRequests = 1_024

    private let queue = DispatchQueue(label: "qun.store.stamps", qos: .userInitiated)
    private let state = Mutex(State())
    /// Locked for as long as a statement is out; only the queue uses it.
    private let reader: Mutex<Reader>

    init(makeReader: () -> sending Reader) {
        reader = Mutex(makeReader())
    }

    /// - Returns: as ``GroupChangeStore/groupStamps(of:in:)``.
    func stamps(of groups: [GroupID], in app: SDKAppID) async throws(StoreError) -> [GroupStamp?] {
        let result: Result<[GroupStamp?], StoreError> = await withCheckedContinuation { continuation in
            enqueue(Request(app: app, groups: groups) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }

    /// Takes no more requests, and returns when those that wait are answered and the connection is closed.
    func close() async {
        state.withLock { $0.isClosed = true }
        await withCheckedContinuation { continuation in
            queue.async {
                self.reader.withLock { $0.close() }
                continuation.resume()
            }
        }
    }

    /// How many wait for the next statement.
    var waitingCount: Int { state.withLock(\.waiting.count) }

    private func enqueue(_ request: Request) {
        let (isClosed, startsDraining) = state.withLock { state in
            guard !state.isClosed else {
                return (true, false)
            }
            state.waiting.append(request)
            defer { state.isDraining = true }
            return (false, !state.isDraining)
        }
        if isClosed {
            request.answer(.failure(.unavailable(StoreClosed())))
        }
        if startsDraining {
            queue.async {
                while let requests = self.nextRequests() {
                    self.answer(requests)
                }
            }
        }
    }

    private func nextRequests() -> [Request]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let requests = Array(state.waiting.prefix(Self.maximumRequests))
            state.waiting.removeFirst(requests.count)
            return requests
        }
    }

    private func answer(_ requests: [Request]) {
        let wanted = requests.flatMap { request in request.groups.map { (app: request.app, id: $0) } }
        reader.withLock { reader in
            reader.read { session in
                try GroupTable.stamps(of: wanted, in: session)
            } answer: { result in
                switch result {
                case .success(let stamps):
                    var rest = stamps[...]
                    for request in requests {
                        request.answer(.success(Array(rest.prefix(request.groups.count))))
                        rest = rest.dropFirst(request.groups.count)
                    }
                case .failure(let error):
                    for request in requests {
                        request.answer(.failure(StoreError(error)))
                    }
                }
            }
        }
    }
}
