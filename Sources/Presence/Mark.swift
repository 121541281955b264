/// A number that the app attaches to those who are in a room.
///
/// - Source: protocol reference file 30, section 13.
package struct Mark: Hashable, Sendable, Comparable {
    /// The member counts as online whatever the connection does, for at most three days.
    package static let online = Mark(reserved: 500)
    /// The member is hidden in the list of a room unless it is asked for by one of the member's marks.
    package static let hidden = Mark(reserved: 600)

    package let number: Int64

    /// - Returns: `nil` for a number that is neither reserved nor at least 1000.
    package init?(_ number: Int64) {
        guard number >= 1_000 || number == Self.online.number || number == Self.hidden.number else {
            return nil
        }
        self.number = number
    }

    private init(reserved number: Int64) {
        self.number = number
    }

    /// Whether the app chose the number, instead of one to which the protocol gives a meaning.
    var isOwn: Bool { number >= 1_000 }

    package static func < (left: Mark, right: Mark) -> Bool {
        left.number < right.number
    }
}
