#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The threads on which a store works.
package enum WorkerThread {
    /// Lets the calling thread take its turn like any other.
    ///
    /// A thread is like the one that has started it, and the one that tells webhooks gives way to all others: what it asks of
    /// a store may start threads on which calls wait later.
    package static func takeTurns() {
        #if os(Linux)
            // 0 is the calling thread
            if sched_getscheduler(0) != SCHED_OTHER {
                var parameters = sched_param()
                _ = sched_setscheduler(0, SCHED_OTHER, &parameters)
            }
        #endif
    }
}
