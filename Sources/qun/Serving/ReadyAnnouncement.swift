import Logging

/// Tells once that the server is ready: a banner on a terminal, one line of JSON elsewhere and in the file that was asked for.
struct ReadyAnnouncement {
    let report: ReadyReport
    /// `nil` where none was asked for.
    let file: ReadyFile?
    let log: ServerLog

    func announce() {
        do {
            try file?.write(report.line)
        } catch {
            log.logger.error("the server is ready, but its ready file is not there", metadata: ["reason": "\(error)"])
        }
        // whoever waits for it may read how the start went
        log.flush()
        let stream = StandardStream.output
        stream.write(Array((stream.isTerminal ? report.banner : report.line + "\n").utf8))
    }
}
