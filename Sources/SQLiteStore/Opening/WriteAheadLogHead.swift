import Wire

/// The first bytes of a write-ahead log, whole and of this form.
///
/// - Source: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
struct WriteAheadLogHead: Equatable, Sendable {
    static let byteCount = 32

    private let bytes: [UInt8]

    /// - Returns: `nil` for bytes that SQLite would not take for the beginning of a log.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else {
            return nil
        }
        self.bytes = bytes
        let isOfAnySize = pageSize >= 512 && pageSize <= 65_536 && pageSize & (pageSize - 1) == 0
        guard word(0) & ~1 == 0x377F_0682, isOfAnySize, checksum == [word(24), word(28)] else {
            return nil
        }
    }

    /// In bytes.
    var pageSize: Int { Int(word(8)) }

    /// The bytes that every frame of the same generation repeats.
    var salts: ArraySlice<UInt8> { bytes[16..<24] }

    /// Whether a log that begins so can be what SQLite has made of one that began as `earlier`.
    ///
    /// SQLite overwrites a log from its beginning when all of it is in the database, some megabytes at least, and
    /// counts a number up by one then. It begins with any number where there was no log.
    func follows(_ earlier: WriteAheadLogHead) -> Bool {
        let generations = firstSalt &- earlier.firstSalt
        return self == earlier || (pageSize == earlier.pageSize && generations > 0 && generations < 1 << 24)
    }

    private var firstSalt: UInt32 { word(16) }

    private func word(_ offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Of the first 24 bytes; the order of the bytes in its words is the one of the machine that made the log.
    private var checksum: [UInt32] {
        let isBigEndian = word(0) & 1 == 1
        var sums: [UInt32] = [0, 0]
        for offset in stride(from: 0, to: 24, by: 8) {
            let words = [word(offset), word(offset + 4)].map { isBigEndian ? $0 : $0.byteSwapped }
            sums[0] = sums[0] &+ words[0] &+ sums[1]
            sums[1] = sums[1] &+ words[1] &+ sums[0]
        }
        return sums
    }
}

extension WriteAheadLogHead: Codable {
    /// Reads hexadecimal digits.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = Array(try container.decode(String.self).utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { start in
            UInt8(String(decoding: digits[start..<min(start + 2, digits.count)], as: UTF8.self), radix: 16)
        }
        guard let head = WriteAheadLogHead(bytes) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no log begins like this")
        }
        self = head
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(HexDigits.text(of: bytes))
    }
}
