package import Wire

/// A place in a group's list of members, which stays where it is while others join and leave.
///
/// - Order of a list: the owner first, then by join time, then in order of entry.
/// - Source: protocol reference file 10, 4.2.
package struct MemberPosition: Sendable, Equatable {
    package let isOwner: Bool
    package let joinTime: UnixTime
    /// Numbers a group's members in the order in which they came; at least 1.
    package let entry: Int64

    package init(isOwner: Bool, joinTime: UnixTime, entry: Int64) {
        self.isOwner = isOwner
        self.joinTime = joinTime
        self.entry = entry
    }

    /// The place as clients carry it from page to page: digits only, never `0`.
    package var cursor: String {
        let time = String(joinTime.seconds)
        let padding = String(repeating: "0", count: max(0, Self.timeDigits - time.count))
        return "\(isOwner ? 1 : 2)\(padding)\(time)\(entry)"
    }

    /// - Returns: `nil` for a text that ``cursor`` never is.
    package init?(cursor: String) {
        let bytes = Array(cursor.utf8)
        guard
            bytes.count > 1 + Self.timeDigits,
            bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let joinTime = Int64(cursor.dropFirst().prefix(Self.timeDigits)),
            let entry = Int64(cursor.dropFirst(1 + Self.timeDigits)), entry > 0
        else {
            return nil
        }
        switch bytes[0] {
        case UInt8(ascii: "1"): isOwner = true
        case UInt8(ascii: "2"): isOwner = false
        default: return nil
        }
        self.joinTime = UnixTime(seconds: joinTime)
        self.entry = entry
    }

    /// Enough for every time on the wire, ``UnixTime/forever`` included.
    private static let timeDigits = 10
}
