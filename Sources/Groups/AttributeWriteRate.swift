package import Wire

/// How often a group's attributes have been written lately; all kinds of writes count together.
///
/// - Limits: 5 writes in a second of the clock.
/// - Source: protocol reference file 31, 1.2.
package struct AttributeWriteRate: Sendable, Equatable {
    /// Most writes in a second.
    package static let maximumWrites: Int64 = 5

    /// The second that is being counted.
    package private(set) var second: UnixTime
    /// Writes in it.
    package private(set) var writes: Int64

    package init(second: UnixTime = .never, writes: Int64 = 0) {
        self.second = second
        self.writes = writes
    }

    /// Counts a write.
    ///
    /// A write that arrived a little before the second that is being counted counts into that second.
    ///
    /// - Throws: ``ErrorCode/groupAttributesTooFrequent``.
    package mutating func record(at now: UnixTime) throws(APIError) {
        guard now.notBefore(second) == second else {
            second = now
            writes = 1
            return
        }
        guard writes < Self.maximumWrites else {
            throw APIError(
                .groupAttributesTooFrequent,
                "the attributes of this group have been written \(Self.maximumWrites) times in this second")
        }
        writes += 1
    }
}
