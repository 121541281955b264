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

    /// Whether it is to be handed on before another row comes.
    package var isFull: Bool { rows.count >= Self.maximumRows || bytes >= Self.maximumBytes }

    package mutating func append(_ row: CopiedRow) {
        rows.append(row)
        bytes += row.reduce(32) { $0 + $1.size }
    }

    /// Begins anew.
    package mutating func removeAll() {
        rows.removeAll(keepingCapacity: true)
        bytes = 0
    }
}
