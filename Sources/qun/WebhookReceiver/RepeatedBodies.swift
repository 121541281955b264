import Digests

/// Recognises a body that came before, by its hash.
///
/// - Limits: the last ``capacity`` bodies.
struct RepeatedBodies: Sendable {
    static let capacity = 10_000

    private var known: Set<[UInt8]> = []
    /// The known ones; the oldest one stands at ``next`` once it is full.
    private var order: [[UInt8]] = []
    private var next = 0

    /// Remembers a body.
    ///
    /// - Returns: whether it came before.
    mutating func isRepeated(_ body: [UInt8]) -> Bool {
        let digest = SHA256Digest(of: body).bytes
        guard known.insert(digest).inserted else {
            return true
        }
        if order.count < Self.capacity {
            order.append(digest)
        } else {
            known.remove(order[next])
            order[next] = digest
            next = (next + 1) % Self.capacity
        }
        return false
    }
}
