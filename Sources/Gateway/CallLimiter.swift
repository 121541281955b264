import Apps
import Commands
import Storage
import Synchronization
import Wire

/// Counts the calls of each app and command, and refuses those above the app's rates.
///
/// Apps and commands are fixed while the server runs, so there is one bucket for each pair that has a rate and memory
/// does not grow. Nodes that share a store have a share each of an app's rates.
final class CallLimiter: Sendable {
    private struct Buckets: Sendable {
        let commands: [CommandName: TokenBucket]
        let total: TokenBucket?
    }

    /// A bucket with the rate that all nodes have together.
    private struct Limit: Sendable {
        /// What all nodes call it.
        let name: String
        let rate: Int
        let bucket: TokenBucket
    }

    /// Apps with a rate.
    private let apps: [SDKAppID: Buckets]
    private let limits: [Limit]
    private let uptime: @Sendable () -> Duration
    private let shares = Mutex(LimitShares.alone)

    /// - Parameter uptime: a clock that never goes back.
    init(apps: AppDirectory, commands: [KnownCommand], uptime: @escaping @Sendable () -> Duration) {
        var limits: [Limit] = []
        func bucket(_ rate: Int, _ name: String) -> TokenBucket {
            let bucket = TokenBucket(rate: rate)
            limits.append(Limit(name: name, rate: rate, bucket: bucket))
            return bucket
        }
        let limited = apps.all.filter { $0.rates != .unlimited }
        self.apps = Dictionary(
            uniqueKeysWithValues: limited.map { app in
                let number = app.sdkAppID.number
                let buckets = commands.compactMap { command in
                    app.rates.limit(of: command.name).map {
                        (command.name, bucket($0, "calls \(number) \(command.name)"))
                    }
                }
                return (
                    app.sdkAppID,
                    Buckets(
                        commands: Dictionary(buckets, uniquingKeysWith: { first, _ in first }),
                        total: app.rates.total.map { bucket($0, "calls \(number)") })
                )
            })
        self.limits = limits
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

extension CallLimiter: SharedLimits {
    func takeDemands(over time: Duration) -> [LimitDemand] {
        let shares = shares.withLock(\.self)
        return limits.compactMap { limit in
            shares.demand(for: limit.bucket.takeAsked(), over: time, of: limit.rate, named: limit.name)
        }
    }

    func keep(to new: LimitShares) {
        shares.withLock { $0 = new }
        for limit in limits {
            limit.bucket.change(rate: new.share(of: limit.rate, named: limit.name))
        }
    }
}
