import Foundation
import Logging
import ServiceLifecycle

/// Tells once that the server is ready: a banner on a terminal, one line of JSON elsewhere.
///
/// It is a service so that it speaks when signals are being handled already: whoever reads it may stop the server at
/// once.
struct ReadyAnnouncement: ServiceLifecycle.Service {
    /// `nil` when no first call can be shown.
    let report: ReadyReport?
    let logger: Logger

    func run() async throws {
        announce()
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            // the quick way to the same end
        }
    }

    private func announce() {
        guard let report else {
            logger.notice("ready; the first app has no key, so no first call is shown")
            return
        }
        let text = isatty(STDOUT_FILENO) == 1 ? report.banner : report.line + "\n"
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}
