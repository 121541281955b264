/// A group's attribute or counter.
struct ModelPair<Value: Sendable>: Sendable {
    let key: String
    var value: Value
}

/// Counts the writes of attributes in a second.
struct ModelWrites: Sendable {
    private var second = 0
    private var count = 0

    /// At most five a second; only a write that is made counts.
    mutating func record(at now: Int) throws(Refusal) {
        count = second == now ? count + 1 : 1
        second = now
        guard count <= 5 else {
            throw Refusal(10049)
        }
    }
}
