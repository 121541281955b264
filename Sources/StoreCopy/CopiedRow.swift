/// A value as it travels from one store to another.
package enum CopiedValue: Hashable, Sendable {
    case null
    /// A whole number, or 0 and 1 for false and true.
    case integer(Int64)
    /// The UTF-8 of a text, or bytes.
    case bytes([UInt8])

    /// The number; 0 for anything else.
    package var number: Int64 {
        guard case .integer(let number) = self else {
            return 0
        }
        return number
    }

    /// The bytes of a text; none for anything else.
    package var text: [UInt8] {
        guard case .bytes(let bytes) = self else {
            return []
        }
        return bytes
    }

    /// About as many bytes as it takes in memory.
    fileprivate var size: Int { 16 + text.count }
}

/// A row of a ``CopiedTable``: the values of its subject, then those of its columns.
package typealias CopiedRow = [CopiedValue]

/// Rows that are handed on together.
package struct RowPage {
    /// Enough that a commit for each costs little.
    package static let maximumRows = 10_000
    /// So that large messages take no more memory than many small rows.
    package static let maximumBytes = 8 << 20

    package private(set) var rows: [CopiedRow] = []
    private var bytes = 0

    package init() {}

    /// Adds a row, and hands all on when the page is full.
    package mutating func append(_ row: CopiedRow, handingTo take: ([CopiedRow]) throws -> Void) rethrows {
        append(row)
        if isFull {
            try take(rows)
            removeAll()
        }
    }

    /// Adds a row.
    ///
    /// - Returns: whether the page is full.
    package mutating func add(_ row: CopiedRow) -> Bool {
        append(row)
        return isFull
    }

    /// Hands on what is left.
    package mutating func finish(handingTo take: ([CopiedRow]) throws -> Void) rethrows {
        if !rows.isEmpty {
            try take(rows)
            removeAll()
        }
    }

    private var isFull: Bool { rows.count >= Self.maximumRows || bytes >= Self.maximumBytes }

    private mutating func append(_ row: CopiedRow) {
        rows.append(row)
        bytes += row.reduce(32) { $0 + $1.size }
    }

    private mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        bytes = 0
    }
}
