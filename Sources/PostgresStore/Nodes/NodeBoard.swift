import Storage
import Synchronization
import Wire

/// Where a node tells the others of itself, on a connection of its own, so that no work delays it.
///
/// - Concurrency: safe for use by any number of callers, one after the other.
final class NodeBoard: Sendable {
    private let connection: OwnConnection
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
        sender = HexDigits.text(of: node) + " "
        connection = OwnConnection(label: "nodes", makeReader: makeReader)
    }

    /// As ``NodeStore/meetNodes(telling:)``.
    func meet(telling demands: [LimitDemand]) async throws(StoreError) -> [[LimitDemand]] {
        guard schemaVersion >= Schema.firstWithNodes else {
            return []
        }
        return try await connection.perform { [node, schemaVersion] session in
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
        try await connection.perform { [node] session in
            try NodeTable(session: session).leave(node)
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
            sendWaiting()
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
        connection.enqueue { session in
            let payloads = self.waiting.withLock { waiting in
                defer { waiting.removeAll() }
                return waiting
            }
            try NodeTable(session: session).tell(payloads)
        } answer: { _ in
            // what cannot be sent is lost
        }
    }

    /// Closes the connection.
    func close() async {
        await connection.close()
    }
}
