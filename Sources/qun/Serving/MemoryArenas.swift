#if canImport(Glibc)
    import CMalloc
#endif

/// The pools from which glibc's `malloc` serves threads.
///
/// glibc makes up to eight for each core, one for each thread as it begins, and each keeps in reserve what its thread
/// once needed. With fewer of them the process keeps less; the hot path allocates too little to wait for one.
enum MemoryArenas {
    static let perCore = 2

    /// The number of arenas to allow; `nil` where the operator has set it in the environment.
    static func limit(cores: Int, environment: [String: String]) -> Int? {
        let isChosen =
            environment["MALLOC_ARENA_MAX"] != nil
            || environment["GLIBC_TUNABLES"]?.contains("glibc.malloc.arena_max") == true
        return isChosen ? nil : perCore * max(cores, 1)
    }

    /// Bounds the arenas that threads which begin after this may make; without effect where there is no glibc.
    static func bound(cores: Int, environment: [String: String]) {
        #if canImport(Glibc)
            if let limit = limit(cores: cores, environment: environment) {
                _ = mallopt(M_ARENA_MAX, Int32(clamping: limit))
            }
        #endif
    }
}
