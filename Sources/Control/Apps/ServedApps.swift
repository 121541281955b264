package import Apps
package import Commands
package import Logging
package import Storage
import Synchronization
package import Wire

/// The apps of a running server, and what can be done with them beside calling their commands.
///
/// - Concurrency: safe for use from any thread. What takes an app apart happens one at a time for each app.
package final class ServedApps: Sendable {
    /// What the server does for this.
    package struct Surroundings: Sendable {
        /// Keeps the apps that were created, all of them, on disk.
        package var keep: @Sendable ([CreatedApp]) throws -> Void
        /// Forgets what the server's memory has of an app: who is online, how many messages came, which faults hit it.
        package var forget: @Sendable (SDKAppID) -> Void
        /// Removes messages that an app's history keeps no longer, after its clock was put forward.
        package var trim: @Sendable (AppSettings) async -> Void
        /// The server's clock.
        package var now: @Sendable () -> UnixTime
        /// Yields an index below a bound, from a cryptographic source.
        package var random: @Sendable (_ bound: Int) -> Int
        /// Where snapshots wait, in files without names, to be sent or taken.
        package var spoolFolder: String
        package var logger: Logger

        package init(
            keep: @escaping @Sendable ([CreatedApp]) throws -> Void, forget: @escaping @Sendable (SDKAppID) -> Void,
            trim: @escaping @Sendable (AppSettings) async -> Void, now: @escaping @Sendable () -> UnixTime,
            random: @escaping @Sendable (_ bound: Int) -> Int, spoolFolder: String, logger: Logger
        ) {
            self.keep = keep
            self.forget = forget
            self.trim = trim
            self.spoolFolder = spoolFolder
            self.now = now
            self.random = random
            self.logger = logger
        }
    }

    /// What is known of an app beside how it is served.
    struct Background: Sendable {
        var origin: AppOrigin
        /// The clock that it had when the server started.
        var firstClock: AppClock
        var seed: AppSeed?
    }

    let directory: AppDirectory
    /// The calls that are being carried out.
    let calls: AppCalls
    let store: any GroupStore
    let runner: any CommandRunner
    let surroundings: Surroundings
    /// How an app that is created is served, but for its number, key and administrators.
    var common: AppSettings { currentCommon.withLock(\.self) }
    private let currentCommon: Mutex<AppSettings>
    private let backgrounds: Mutex<[SDKAppID: Background]>
    /// Apps that were created since the server started.
    private let creations = Atomic<Int>(0)
    private let busy = Mutex<Set<SDKAppID>>([])

    /// - Parameters:
    ///   - directory: the apps that are served.
    ///   - calls: where the runner counts those of apps that can be dropped.
    ///   - origins: where they come from.
    ///   - seeds: what they begin with.
    package init(
        directory: AppDirectory, calls: AppCalls, origins: [SDKAppID: AppOrigin], seeds: [SDKAppID: AppSeed],
        common: AppSettings,
        store: any GroupStore, runner: any CommandRunner, surroundings: Surroundings
    ) {
        self.directory = directory
        self.calls = calls
        self.store = store
        self.runner = runner
        self.surroundings = surroundings
        currentCommon = Mutex(common)
        backgrounds = Mutex(
            Dictionary(
                uniqueKeysWithValues: directory.all.map { app in
                    let id = app.sdkAppID
                    return (
                        id,
                        Background(
                            origin: origins[id] ?? .configured, firstClock: app.clock, seed: seeds[id])
                    )
                }))
    }

    // MARK: Configuration

    /// The numbers of the apps that somebody has created.
    package var created: [SDKAppID] {
        backgrounds.withLock { backgrounds in backgrounds.filter { $0.value.origin == .created }.map(\.key) }
    }

    /// Learns which apps the configuration has now; the directory has them already.
    ///
    /// - Parameters:
    ///   - origins: where they come from.
    ///   - common: how apps are served that are created from now on.
    ///   - dropped: those that it has no longer.
    package func adopt(
        _ apps: [AppSettings], origins: [SDKAppID: AppOrigin], common: AppSettings, dropping dropped: [SDKAppID]
    ) {
        currentCommon.withLock { $0 = common }
        backgrounds.withLock { backgrounds in
            for id in dropped {
                backgrounds[id] = nil
            }
            for app in apps {
                let id = app.sdkAppID
                let origin = origins[id] ?? .configured
                backgrounds[id, default: Background(origin: origin, firstClock: app.clock)].origin = origin
            }
        }
    }

    // MARK: Finding

    /// The app that the path of a request names.
    func app(of request: ControlRequest) throws(ControlRefusal) -> AppSettings {
        let id = SDKAppID(UInt32(clamping: request.integer(ControlRoute.app) ?? 0))
        guard let app = directory[id] else {
            throw .unknownApp(id)
        }
        return app
    }

    func background(of id: SDKAppID) -> Background {
        backgrounds.withLock { $0[id] } ?? Background(origin: .configured, firstClock: .server)
    }

    func changeBackground(of id: SDKAppID, _ change: (inout Background?) -> Void) {
        backgrounds.withLock { change(&$0[id]) }
    }

    /// Changes how an app is served from the next call on.
    func change(
        _ id: SDKAppID, _ change: (inout AppSettings) throws(ControlRefusal) -> Void
    ) throws(ControlRefusal) -> AppSettings {
        let changed = try directory.change(id) { (app) throws(ControlRefusal) in
            try change(&app)
            return app
        }
        guard let changed else {
            throw .unknownApp(id)
        }
        return changed
    }

    /// What tells an app from others that have its number before or after it.
    func nextCreation() -> Int {
        creations.add(1, ordering: .relaxed).newValue
    }

    // MARK: One at a time

    /// Does what must not happen twice at a time for an app.
    func alone<Value: Sendable>(
        _ id: SDKAppID, _ body: () async throws(ControlRefusal) -> Value
    ) async throws(ControlRefusal) -> Value {
        guard busy.withLock({ $0.insert(id).inserted }) else {
            throw ControlRefusal(
                .appBusy, "The app is being reset, seeded, filled or dropped; ask again when that has been answered.")
        }
        defer { _ = busy.withLock { $0.remove(id) } }
        return try await body()
    }

    /// Turns a failure of the store into a refusal.
    func storing<Value: Sendable>(
        _ body: () async throws(StoreError) -> Value
    ) async throws(ControlRefusal) -> Value {
        do throws(StoreError) {
            return try await body()
        } catch {
            surroundings.logger.error(
                "the store cannot do what the control port was asked", metadata: ["cause": "\(error)"])
            throw ControlRefusal(
                .storeFailed, "The store cannot do it at the moment; the server's log says why.")
        }
    }

    func note(_ message: Logger.Message, _ id: SDKAppID, _ metadata: Logger.Metadata = [:]) {
        surroundings.logger.info(message, metadata: metadata.merging(["sdkappid": "\(id)"]) { $1 })
    }
}
