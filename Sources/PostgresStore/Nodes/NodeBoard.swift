import Dispatch
import Storage
import StoreTransactions
import Synchronization

/// Where a node tells the others of itself, on a connection of its own, so that no work delays it.
///
/// - Concurrency: safe for use by any number of callers, one after the other.
final class NodeBoard: Sendable {
    private let queue = DispatchQueue(label: "qun.store.nodes", qos: .userInitiated)
    /// Only the queue uses it.
    private let reader: Mutex<Reader>
    /// The node's 128 bits.
    private let node: [UInt8]
    private let schemaVersion: Int
    /// What begins a payload of this node.
    private let sender: String
    /// Payloads that wait to be sent.
    private let waiting = Mutex<[String]>([])

    /// So many messages wait at most.
    private static let maximumWaiting = 1_024
    /// The server takes payloads of under 8,000 bytes.
    private static let maximumBytes = 7_900

    /// - Parameters:
    ///   - schemaVersion: the node's own; nothing is told where the database of its time had no nodes.
    ///   - makeReader: whose statements have no transaction around them.
    init(node: [UInt8], schemaVersion: Int, makeReader: () -> sending Reader) {
        self.node = node
        self.schemaVersion = schemaVersion
        sender = node.map { String($0, radix: 16) }.joined(separator: ".") + " "
        reader = Mutex(makeReader())
    }

    /// As ``NodeStore/meetNodes(telling:)``.
    func meet(telling demands: [LimitDemand]) async throws(StoreError) -> [[LimitDemand]] {
        guard schemaVersion >= Schema.firstWithNodes else {
            return []
        }
        return try await perform { [node, schemaVersion] session in
            let table = NodeTable(session: session)
            try table.announce(node, schemaVersion: schemaVersion, demands: demands)
            return try table.others(than: node)
        }
    }

    /// As ``NodeStore/leaveNodes()``.
    func leave() async throws(StoreError) {
        guard schemaVersion >= Schema.firstWithNodes else {
            return
        }
        _ = try await perform { [node] session in
            let table = NodeTable(session: session)
            try table.leave(node)
            // sends what waits
            return try table.others(than: node)
        }
    }

    /// As ``NodeStore/tellNodes(_:)``.
    func tell(_ message: String) {
        guard message.utf8.count <= Self.maximumBytes, !message.utf8.contains(0) else {
            return
        }
        let isFirst = waiting.withLock { waiting in
            guard waiting.count < Self.maximumWaiting else {
                return false
            }
            waiting.append(sender + message)
            return waiting.count == 1
        }
        if isFirst {
            queue.async { self.sendWaiting() }
        }
    }

    /// What another node has told in a payload; `nil` for what this one has told itself.
    func message(in payload: String) -> String? {
        guard !payload.hasPrefix(sender), let end = payload.firstIndex(of: " ") else {
            return nil
        }
        return String(payload[payload.index(after: end)...])
    }

    private func sendWaiting() {
        let payloads = waiting.withLock { waiting in
            defer { waiting.removeAll() }
            return waiting
        }
        reader.withLock { reader in
            // what cannot be sent is lost
            reader.read {
                try NodeTable(session: $0).tell(payloads)
            } answer: { _ in
            }
        }
    }

    /// Closes the connection.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.reader.withLock { $0.close() }
                continuation.resume()
            }
        }
    }

    private func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            queue.async {
                self.reader.withLock { reader in
                    reader.read(body) { continuation.resume(returning: $0.mapError { StoreError($0) }) }
                }
            }
        }
        return try result.get()
    }
}
