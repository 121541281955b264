import Wire

/// Finds in a snapshot that passes what its last line says.
struct SnapshotEnd {
    /// More than a footer has.
    private static let keptBytes = 65_536

    private var kept: [UInt8] = []

    mutating func add(_ bytes: [UInt8]) {
        kept += bytes.suffix(Self.keptBytes)
        kept.removeFirst(max(0, kept.count - Self.keptBytes))
    }

    /// The records and their digest; `nil` where the last line is no footer, so that the snapshot is cut off.
    var found: (records: Int64, digest: String)? {
        guard kept.last == UInt8(ascii: "\n"), let line = kept.dropLast().split(separator: UInt8(ascii: "\n")).last,
            case .object(let footer)? = try? JSONParser.parse(Array(line)), footer.text("Kind") == "footer",
            case .object(let counts)? = footer["Counts"]
        else {
            return nil
        }
        let numbers = counts.members.map { if case .integer(let number) = $0.value { number } else { Int64(0) } }
        return (numbers.reduce(0, +), footer.text("Digest"))
    }
}
