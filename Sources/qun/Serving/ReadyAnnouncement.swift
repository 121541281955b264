import Logging

/// Tells once that the server is ready: a banner on a terminal, one line of JSON elsewhere.
struct ReadyAnnouncement {
    /// `nil` when no first call can be shown.
    let report: ReadyReport?
    let log: ServerLog

    func announce() {
        guard let report else {
            log.logger.notice("ready; the first app has no key, so no first call is shown")
            return
        }
        // whoever waits for it may read how the start went
        log.flush()
        let stream = StandardStream.output
        stream.write(Array((stream.isTerminal ? report.banner : report.line + "\n").utf8))
    }
}
