import Apps
import Commands
import Storage
import Synchronization
import Wire

/// Counts the calls of each app and command, and refuses those above the app's rates.
///
/// There is one bucket for each pair of an app and a command that has a rate, made when the app first calls, so that memory
/// does not grow with calls. Nodes that share a store have a share each of an app's rates.
final class CallLimiter: Sendable {
    /// A bucket with the rate that all nodes have together.
    private struct Limit: Sendable {
        /// What all nodes call it.
        let name: String
        let rate: Int
        let bucket: TokenBucket

        init(name: String, rate: Int, shares: LimitShares) {
            self.name = name
            self.rate = rate
            bucket = TokenBucket(rate: rate)
            keep(to: shares)
        }

        func keep(to shares: LimitShares) {
            bucket.change(rate: shares.share(of: rate, named: name))
        }
    }

    /// The limits of an app.
    private struct Limits: Sendable {
        let rates: CallRates
        let commands: [CommandName: Limit]
        let total: Limit?

        init(of app: AppSettings, commands: [KnownCommand], shares: LimitShares) {
            rates = app.rates
            let number = app.sdkAppID.number
            let limits = commands.compactMap { command in
                app.rates.limit(of: command.name).map { rate in
                    (command.name, Limit(name: "calls \(number) \(command.name)", rate: rate, shares: shares))
                }
            }
            self.commands = Dictionary(limits, uniquingKeysWith: { first, _ in first })
            total = app.rates.total.map { Limit(name: "calls \(number)", rate: $0, shares: shares) }
        }

        var all: [Limit] { Array(commands.values) + [total].compactMap { $0 } }
    }

    private struct State {
        /// Apps with a rate that have called.
        var apps: [SDKAppID: Limits] = [:]
        var shares = LimitShares.alone
    }

    private let directory: AppDirectory
    private let commands: [KnownCommand]
    private let uptime: @Sendable () -> Duration
    private let state = Mutex(State())

    /// - Parameter uptime: a clock that never goes back.
    init(apps: AppDirectory, commands: [KnownCommand], uptime: @escaping @Sendable () -> Duration) {
        directory = apps
        self.commands = commands
        self.uptime = uptime
    }

    /// Counts a call whose signature has been accepted.
    ///
    /// - Throws: ``ErrorCode/callRateExceeded`` or ``ErrorCode/appRateExceeded``. A refused call may be repeated as it is.
    func count(_ command: CommandName, of app: AppSettings) throws(APIError) {
        guard !app.rates.isUnlimited else {
            return
        }
        let limits = limits(of: app)
        let uptime = uptime()
        if let limit = limits.commands[command], !limit.bucket.take(uptime: uptime) {
            throw APIError(.callRateExceeded, "\(command) is limited to \(limit.rate) calls a second in this app")
        }
        if let total = limits.total, !total.bucket.take(uptime: uptime) {
            throw APIError(.appRateExceeded, "the app is limited to \(total.rate) calls a second")
        }
    }

    /// The limits of an app, which begin anew where its rates have been changed.
    private func limits(of app: AppSettings) -> Limits {
        state.withLock { state in
            if let known = state.apps[app.sdkAppID], known.rates == app.rates {
                return known
            }
            let living = Set(directory.all.map(\.sdkAppID))
            state.apps = state.apps.filter { living.contains($0.key) }
            let limits = Limits(of: app, commands: commands, shares: state.shares)
            state.apps[app.sdkAppID] = limits
            return limits
        }
    }
}

extension CallLimiter: SharedLimits {
    func takeDemands(over time: Duration) -> [LimitDemand] {
        state.withLock { state in
            state.apps.values.flatMap(\.all).compactMap { limit in
                state.shares.demand(for: limit.bucket.takeAsked(), over: time, of: limit.rate, named: limit.name)
            }
        }
    }

    func keep(to shares: LimitShares) {
        state.withLock { state in
            state.shares = shares
            for limit in state.apps.values.flatMap(\.all) {
                limit.keep(to: shares)
            }
        }
    }
}
