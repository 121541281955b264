#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Spreads threads over a few places, so that those that count the same rarely meet in a cache line.
package enum ThreadShard {
    private static let bits = 3
    /// How many places there are.
    package static let count = 1 << bits

    /// The place of the calling thread, from 0; several threads may have the same.
    package static var index: Int {
        #if canImport(Glibc)
            let thread = UInt64(pthread_self())
        #else
            let thread = UInt64(UInt(bitPattern: pthread_self()))
        #endif
        // Fibonacci hashing, for threads lie at even distances in memory
        return Int(truncatingIfNeeded: ((thread >> 12) &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - bits))
    }
}
