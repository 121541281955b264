import SystemPackage

/// Reads a file line by line, as often as is wished.
///
/// - Concurrency: used by one thread at a time, which it blocks.
struct SnapshotLines {
    /// Far longer than any record is.
    static let maximumLine = 16 << 20
    private static let readBytes = 1 << 16

    private let file: FileDescriptor
    private var place: Int64 = 0
    private var buffer: [UInt8] = []
    /// Where the next line begins in the buffer.
    private var start = 0
    /// Up to where the buffer has no end of a line.
    private var searched = 0
    private var isAtEnd = false
    /// The number of the line that was read last.
    private(set) var number: Int64 = 0

    /// - Parameter file: one that can be read anywhere, and is read from its beginning.
    init(_ file: FileDescriptor) {
        self.file = file
    }

    /// The next line without its end; `nil` behind the last one.
    ///
    /// - Throws: `Errno`, ``SnapshotError`` for a line that is too long, and for one that does not end.
    mutating func next() throws -> ArraySlice<UInt8>? {
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(upTo: end)
            }
            searched = buffer.count
            guard buffer.count - start <= Self.maximumLine else {
                throw SnapshotError.line(number + 1, reason: "it is longer than \(Self.maximumLine) bytes")
            }
            guard !isAtEnd else {
                guard start == buffer.count else {
                    throw SnapshotError.cutOff(lines: number + 1)
                }
                return nil
            }
            try fill()
        }
    }

    private mutating func take(upTo end: Int) -> ArraySlice<UInt8> {
        let line = buffer[start..<end]
        start = end + 1
        searched = start
        number += 1
        return line
    }

    private mutating func fill() throws {
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
        var chunk = [UInt8](repeating: 0, count: Self.readBytes)
        let count = try chunk.withUnsafeMutableBytes { try file.read(fromAbsoluteOffset: place, into: $0) }
        place += Int64(count)
        buffer += chunk[..<count]
        isAtEnd = count == 0
    }
}
