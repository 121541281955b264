import Wire

/// A step as it was taken: when, in which app, and at which node.
struct RecordedCall: Sendable, CustomStringConvertible {
    let app: Int
    let now: Int
    /// Counted from 0, and modulo the number of nodes.
    let node: Int
    let step: any Step

    var description: String {
        "\(now) app\(app) node\(node) \(type(of: step).name.command) \(step.body.json)"
    }
}

/// An answer that is not the one of the rules.
struct Mismatch: Sendable {
    /// How many calls had been answered before.
    let position: Int
    let expected: String
    let answered: String
}
