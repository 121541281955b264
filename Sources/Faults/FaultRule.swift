/// A fault that the server makes on purpose: what it hits, how often, and what it does.
package struct FaultRule: Sendable, Equatable {
    package var scope: FaultScope
    /// How many of the calls or events in its scope it hits: 1 for all, 0 for none.
    package var chance: Double
    /// The hits after which it is spent; `nil` for no end.
    package var count: Int?
    package var effect: FaultEffect

    package init(scope: FaultScope = FaultScope(), chance: Double = 1, count: Int? = nil, _ effect: FaultEffect) {
        self.scope = scope
        self.chance = chance
        self.count = count
        self.effect = effect
    }
}

extension FaultRule {
    /// Times in seconds: a wait, and how long an event is delayed.
    package static let waits = 0.001...600.0
    /// Seconds between two pieces of an answer.
    package static let dripPauses = 0.001...60.0
    /// Bytes of a piece of an answer.
    package static let dripSizes = 1...65_536
    package static let codes = 1...999_999
    /// 204, 205 and 304 are none of them: their answers have no length.
    package static let statuses = 200...599
    package static let chances = 0.0...1.0
    package static let counts = 1...1_000_000
    /// Longest text of a refusal, in characters.
    package static let maximumInfo = 1_000
    /// Longest name of a command or an event, in characters.
    package static let maximumName = 128
}
