import Apps
import Commands
import Wire

/// Counts the calls of each app and command, and refuses those above the app's rates.
///
/// Apps and commands are fixed while the server runs, so there is one bucket for each pair that has a rate and memory
/// does not grow.
struct CallLimiter: Sendable {
    private struct Buckets: Sendable {
        let commands: [CommandName: TokenBucket]
        let total: TokenBucket?
    }

    /// Apps with a rate.
    private let apps: [SDKAppID: Buckets]
    private let uptime: @Sendable () -> Duration

    /// - Parameter uptime: a clock that never goes back.
    init(apps: AppDirectory, commands: [KnownCommand], uptime: @escaping @Sendable () -> Duration) {
        let limited = apps.all.filter { $0.rates != .unlimited }
        self.apps = Dictionary(
            uniqueKeysWithValues: limited.map { app in
                let buckets = commands.compactMap { command in
                    app.rates.limit(of: command.name).map { (command.name, TokenBucket(rate: $0)) }
                }
                return (
                    app.sdkAppID,
                    Buckets(
                        commands: Dictionary(buckets, uniquingKeysWith: { first, _ in first }),
                        total: app.rates.total.map(TokenBucket.init(rate:)))
                )
            })
        self.uptime = uptime
    }

    /// Counts a call whose signature has been accepted.
    ///
    /// - Throws: ``ErrorCode/callRateExceeded`` or ``ErrorCode/appRateExceeded``. A refused call may be repeated as it is.
    func count(_ command: CommandName, of app: AppSettings) throws(APIError) {
        guard let buckets = apps[app.sdkAppID] else {
            return
        }
        let uptime = uptime()
        if let bucket = buckets.commands[command], !bucket.take(uptime: uptime) {
            throw APIError(
                .callRateExceeded,
                "\(command) is limited to \(app.rates.limit(of: command) ?? 0) calls a second in this app")
        }
        if let total = buckets.total, !total.take(uptime: uptime) {
            throw APIError(.appRateExceeded, "the app is limited to \(app.rates.total ?? 0) calls a second")
        }
    }
}
