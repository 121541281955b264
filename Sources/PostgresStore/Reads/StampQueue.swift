import Dispatch
import Storage
import StoreTransactions
import Synchronization
import Wire

/// Tells which states groups are in, in one statement for all who ask at the moment.
///
/// While a statement is out, those who come wait together for the next: the state that each is told of was read after it
/// had asked. The statements have a connection of their own, so that no other read delays them.
final class StampQueue: Sendable {
    private struct Group: Hashable {
        let app: SDKAppID
        let id: GroupID
    }

    private struct Request: Sendable {
        let app: SDKAppID
        let groups: [GroupID]
        let answer: @Sendable (Result<[GroupStamp?], StoreError>) -> Void
    }

    /// Bounds the statement; requests are not divided, and have few groups each.
    static let maximumRequests = 1_024

    private let queue = DispatchQueue(label: "qun.store.stamps", qos: .userInitiated)
    private let waiting = WaitingJobs<Request>(maximumBatch: maximumRequests)
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
    ///
    /// - Throws: ``StoreError/unavailable(_:)`` when the queue is closed already.
    func close() async throws(StoreError) {
        try await waiting.close()
        await withCheckedContinuation { continuation in
            queue.async {
                self.reader.withLock { $0.close() }
                continuation.resume()
            }
        }
    }

    /// How many wait for the next statement.
    var waitingCount: Int { waiting.count }

    private func enqueue(_ request: Request) {
        switch waiting.add(request) {
        case .waits:
            break
        case .closed:
            request.answer(.failure(.unavailable(StoreClosed())))
        case .startsWorker:
            queue.async {
                while let requests = self.waiting.takeBatch() {
                    self.answer(requests)
                }
            }
        }
    }

    private func answer(_ requests: [Request]) {
        // many ask for the same groups at the same time, each of which is asked for once
        var wanted: [(app: SDKAppID, id: GroupID)] = []
        var places: [Group: Int] = [:]
        let asked = requests.map { request in
            request.groups.map { id in
                let group = Group(app: request.app, id: id)
                if let place = places[group] {
                    return place
                }
                places[group] = wanted.count
                wanted.append((request.app, id))
                return wanted.count - 1
            }
        }
        reader.withLock { reader in
            reader.read { session in
                try GroupTable.stamps(of: wanted, in: session)
            } answer: { result in
                switch result {
                case .success(let stamps):
                    for (request, places) in zip(requests, asked) {
                        request.answer(.success(places.map { stamps[$0] }))
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
