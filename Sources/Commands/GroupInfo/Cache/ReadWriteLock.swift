#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// State that many threads read at once and one at a time changes.
///
/// A reader holds no other up and counts no references, so what it borrows must not outlive the reading. Whoever waits to
/// write goes before those who come later to read.
///
/// - Concurrency: safe for use from any thread. `@unchecked` because the lock is what makes it so: the state is reached
///   through ``read(_:)`` and ``write(_:)`` alone, the lock is held during both, and neither must be called in the other.
final class ReadWriteLock<State: ~Copyable>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_rwlock_t>
    private let state: UnsafeMutablePointer<State>

    init(_ state: consuming sending State) {
        self.state = .allocate(capacity: 1)
        self.state.initialize(to: state)
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_rwlock_t())
        #if canImport(Glibc)
            var attributes = pthread_rwlockattr_t()
            Self.check(pthread_rwlockattr_init(&attributes))
            // the other kinds let readers, who always overlap on a busy server, keep a writer out for ever
            let kind = PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP
            Self.check(pthread_rwlockattr_setkind_np(&attributes, Int32(kind)))
            Self.check(pthread_rwlock_init(lock, &attributes))
            Self.check(pthread_rwlockattr_destroy(&attributes))
        #else
            Self.check(pthread_rwlock_init(lock, nil))
        #endif
    }

    deinit {
        Self.check(pthread_rwlock_destroy(lock))
        lock.deallocate()
        state.deinitialize(count: 1)
        state.deallocate()
    }

    /// Runs a body that changes nothing.
    func read<Result>(_ body: (borrowing State) -> Result) -> Result {
        Self.check(pthread_rwlock_rdlock(lock))
        defer { Self.check(pthread_rwlock_unlock(lock)) }
        return body(state.pointee)
    }

    /// Runs a body alone.
    func write<Result>(_ body: (inout State) -> Result) -> Result {
        Self.check(pthread_rwlock_wrlock(lock))
        defer { Self.check(pthread_rwlock_unlock(lock)) }
        return body(&state.pointee)
    }

    private static func check(_ status: Int32) {
        precondition(status == 0, "a lock was used in a way that is not allowed")
    }
}
