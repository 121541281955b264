package import Wire

/// How many messages a group has taken lately, and whether it takes one more.
///
/// A message is judged as it arrives, so no later one can push it out. Instead one of a higher priority is taken beyond
/// the limit while fewer of its priority or above than the limit have been taken in that second; what is too many is
/// taken off the seconds that follow. Over several seconds a group takes no more than its limit, the important first.
///
/// - Source: protocol reference file 40, 1.4. How priorities displace each other: assumed.
package struct MessageRate: Sendable {
    private var second: UnixTime
    /// Messages of the second by priority, the highest first.
    private var taken: [Int]
    /// Messages above the limit that earlier seconds took.
    private var debt = 0.0

    package init(at now: UnixTime) {
        second = now
        taken = Self.none
    }

    private static let none = Array(repeating: 0, count: MsgPriority.allCases.count)

    /// Takes a message, or not.
    ///
    /// - Parameter limit: messages in a second, above 0; one that is below 1 lets a message through once in several seconds.
    /// - Returns: whether the message is taken; otherwise nothing has changed.
    package mutating func take(_ priority: MsgPriority, limit: Double, at now: UnixTime) -> Bool {
        begin(now, limit: limit)
        let index = Int(priority.number) - 1
        let atLeastAsHigh = taken[...index].reduce(0, +)
        // the highest priority owes nothing to the lower ones
        guard Double(atLeastAsHigh) + (priority == .high ? 0 : debt) < limit else {
            return false
        }
        taken[index] += 1
        return true
    }

    /// Whether the messages of earlier seconds matter no more.
    package func isOver(at now: UnixTime, limit: Double) -> Bool {
        var later = self
        later.begin(now, limit: limit)
        return later.debt == 0 && later.second != second
    }

    private mutating func begin(_ now: UnixTime, limit: Double) {
        guard now.notBefore(second) != second else {
            return
        }
        let passed = max(1, now.seconds - second.seconds)
        debt = max(0, debt + Double(taken.reduce(0, +)) - limit * Double(passed))
        second = now
        taken = Self.none
    }
}
