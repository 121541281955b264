import Wire

/// A step as it was taken: when, and in which app.
struct RecordedCall: Sendable, CustomStringConvertible {
    let app: Int
    let now: Int
    let step: any Step

    var description: String {
        "\(now) app\(app) \(type(of: step).name.command) \(step.body.json)"
    }
}

/// An answer that is not the one of the rules.
struct Mismatch: Sendable {
    /// How many calls had been answered before.
    let position: Int
    let expected: String
    let answered: String
}
