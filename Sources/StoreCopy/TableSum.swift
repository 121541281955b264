import Digests

/// What rows add up to, in whatever order they are read: two tables with the same sum hold the same rows.
package struct TableSum: Equatable, Sendable {
    package private(set) var rows: Int64 = 0
    /// The sum of the first halves of the rows' SHA-256, modulo 2^128.
    package private(set) var checksum: UInt128 = 0

    package init() {}

    fileprivate mutating func add(_ digest: UInt128) {
        rows += 1
        checksum &+= digest
    }
}

extension TableSum: CustomStringConvertible {
    package var description: String {
        let digits = String(checksum, radix: 16)
        return "\(rows) rows of checksum \(String(repeating: "0", count: 32 - digits.count))\(digits)"
    }
}

/// Adds up the rows of a table as they are read.
package struct TableSummation {
    package private(set) var sum = TableSum()
    private let listWidth: Int?
    /// The list that the last row belongs to, and its place there.
    private var list: ArraySlice<CopiedValue> = []
    private var place: Int64 = 0
    private var buffer: [UInt8] = []

    package init(_ table: CopiedTable) {
        listWidth = table.listWidth
    }

    /// Adds a row; those of one list come one after the other.
    package mutating func add(_ row: CopiedRow) {
        buffer.removeAll(keepingCapacity: true)
        for value in row {
            append(value)
        }
        if let listWidth {
            let list = row.prefix(listWidth)
            place = list == self.list ? place + 1 : 1
            self.list = list
            append(.integer(place))
        }
        sum.add(SHA256Digest(of: buffer).firstHalf)
    }

    /// Each value begins with its kind, and bytes with their number, so that no two rows are written alike.
    private mutating func append(_ value: CopiedValue) {
        switch value {
        case .null:
            buffer.append(0)
        case .integer(let number):
            buffer.append(1)
            append(number)
        case .bytes(let bytes):
            buffer.append(2)
            append(Int64(bytes.count))
            buffer += bytes
        }
    }

    private mutating func append(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
    }
}
