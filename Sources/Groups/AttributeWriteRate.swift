package import Wire

/// How often a group's attributes have been written lately; all kinds of writes count together.
///
/// - Limits: 5 writes in a second of the clock.
/// - Source: protocol reference file 31, 1.2.
package struct AttributeWriteRate: Sendable, Equatable {
    /// Most writes in a second.
    package static let maximumWrites: Int64 = 5
    /// Seconds by which a call may reach the store after one that arrived later; a larger step is a clock set back.
    static let maximumDelay: Int64 = 10

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
    /// One that arrived a little before the second that is being counted counts into that one.
    ///
    /// - Throws: ``ErrorCode/groupAttributesTooFrequent``.
    package mutating func record(at now: UnixTime) throws(APIError) {
        guard (second.seconds - Self.maximumDelay...second.seconds).contains(now.seconds) else {
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
