extension Clock<Duration> {
    /// Starts a watch.
    ///
    /// - Returns: what tells how long it has run.
    func stopwatch() -> @Sendable () -> Duration {
        let start = now
        return { start.duration(to: now) }
    }
}
