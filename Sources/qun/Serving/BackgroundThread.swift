import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Threads whose work can wait.
enum BackgroundThread {
    /// `SCHED_IDLE`, which the C library's header shows to few programs.
    private static let idlePolicy: Int32 = 5

    /// Lets the thread of an event loop run when others need no processor; where the system cannot do that, it does not.
    static func yieldToOthers(on loop: any EventLoop) {
        #if os(Linux)
            loop.execute {
                var parameters = sched_param()
                // 0 is the calling thread, which on Linux has a policy of its own
                _ = sched_setscheduler(0, idlePolicy, &parameters)
            }
        #endif
    }
}
