import Apps
import Commands
import Groups
import Logging
import ServiceLifecycle
import Storage
import Wire

/// Removes messages that are kept no longer: at the start, and then every hour.
///
/// It goes through the history in steps of milliseconds, each a transaction of its own, so that senders never wait
/// for it. What has run out cannot be read before it is removed, so that nothing depends on when this happens.
struct HistoryTrimming: ServiceLifecycle.Service {
    let store: any GroupStore
    let apps: AppDirectory
    let logger: Logger
    let now: @Sendable () -> UnixTime
    let clock: any Clock<Duration>

    private static let interval = Duration.seconds(3_600)
    /// Removed messages after which a long pass tells how far it is.
    private static let messagesPerReport = 100_000

    func run() async throws {
        await cancelWhenGracefulShutdown {
            repeat {
                for app in apps.all {
                    await trim(app)
                }
                // ends early only when the server stops
                try? await clock.sleep(for: Self.interval)
            } while !Task.isCancelled
        }
    }

    /// Goes once through the history of an app.
    func trim(_ app: AppSettings) async {
        var removed = 0
        var reported = 0
        do {
            var place: Int64? = 0
            while let start = place, !Task.isCancelled {
                let step = try await store.trimHistory(in: app.scope(at: app.time(now())), after: start)
                removed += step.removedMessages
                place = step.next
                if removed - reported >= Self.messagesPerReport {
                    reported = removed
                    report(removed, of: app, "removing messages that are kept no longer")
                }
            }
            if removed > 0 {
                report(removed, of: app, "removed messages that are kept no longer")
            }
        } catch {
            logger.error(
                "messages that are kept no longer could not be removed; the next try is in an hour",
                metadata: metadata(removed, of: app).merging(["error": "\(error)"]) { $1 })
        }
    }

    private func report(_ removed: Int, of app: AppSettings, _ message: Logger.Message) {
        logger.info(message, metadata: metadata(removed, of: app))
    }

    private func metadata(_ removed: Int, of app: AppSettings) -> Logger.Metadata {
        ["sdkappid": .stringConvertible(app.sdkAppID.number), "messages": .stringConvertible(removed)]
    }
}

extension HistoryTrimming: CustomStringConvertible {
    /// The service's name in the log.
    var description: String { "history trimming" }
}
