/// Time and chance, as a store takes them from outside.
package struct Surroundings: Sendable {
    /// The time since some moment, which never goes back.
    package let uptime: @Sendable () -> Duration
    /// Lets the calling thread wait.
    package let pause: @Sendable (Duration) -> Void
    /// 64 bits that nobody can guess, and no other node gets.
    package let randomBits: @Sendable () -> UInt64

    package init(
        uptime: @escaping @Sendable () -> Duration, pause: @escaping @Sendable (Duration) -> Void,
        randomBits: @escaping @Sendable () -> UInt64
    ) {
        self.uptime = uptime
        self.pause = pause
        self.randomBits = randomBits
    }

    /// Something from 0 to under 1.
    func fraction() -> Double {
        Double(randomBits() >> 11) / Double(1 << 53 as UInt64)
    }
}

extension Surroundings {
    /// 128 random bits, which nobody else has.
    func newID() -> [UInt8] {
        (0..<2).flatMap { _ in withUnsafeBytes(of: randomBits()) { Array($0) } }
    }
}
