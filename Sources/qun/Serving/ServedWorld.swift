import Apps
import Commands
import Control
import Logging
import Storage
import Wire

/// The apps that a server begins with, and where each comes from.
struct ServedWorld {
    let apps: AppDirectory
    let origins: [SDKAppID: AppOrigin]
    /// The app that the server names when it is ready.
    let announced: AppSettings
    /// How an app that has no settings of its own is served.
    let common: AppSettings

    /// The apps that the configuration has, or the server for itself: all but those that somebody created.
    var configured: [AppSettings] { apps.all.filter { origins[$0.sdkAppID] != .created } }

    /// Finds the configured apps and the demo, or makes one where there is none, and those that were created before.
    static func load(
        _ configuration: ServerConfiguration, into store: any GroupStore, folder: DataFolder,
        random: (Int) -> Int, now: UnixTime
    ) async throws -> ServedWorld {
        var apps = configuration.apps
        var origins: [SDKAppID: AppOrigin] = [:]
        if configuration.isDemo {
            let demo = try await DemoWorld.load(into: store, folder: folder, settings: configuration.common, now: now)
            origins[demo.sdkAppID] = .demo
            apps.append(demo)
        }
        if apps.isEmpty {
            let generated = try GeneratedApp.load(from: folder, random: random)
            var app = configuration.common
            app.sdkAppID = generated.sdkAppID
            app.secretKey = generated.secretKey
            origins[app.sdkAppID] = .generated
            apps.append(app)
        }
        let announced = apps.first { $0.secretKey == DemoWorld.secretKey } ?? apps[0]
        // nobody has said what their backend is
        var common = configuration.common
        common.webhooks = nil
        for created in try CreatedAppsFile(folder: folder).read()
        where !apps.contains(where: { $0.sdkAppID == created.sdkAppID }) {
            var app = common
            app.sdkAppID = created.sdkAppID
            app.secretKey = created.secretKey
            app.admins = created.admins
            app.creation = 0
            origins[app.sdkAppID] = .created
            apps.append(app)
        }
        return ServedWorld(apps: AppDirectory(apps), origins: origins, announced: announced, common: common)
    }

    // MARK: Seeds

    /// Plays the seed of a file for the apps that have no groups.
    ///
    /// - Returns: the calls of each app; none without a file.
    func play(
        _ path: String?, in store: any GroupStore, folder: DataFolder, by runner: any CommandRunner, logger: Logger
    ) async throws -> [SDKAppID: [SeedCalls.Entry]] {
        guard let path else {
            try Seed.forgetNote(in: folder)
            return [:]
        }
        let seed = try Seed(readingFile: path, commands: runner.commands.map(\.name))
        try await seed.play(
            for: configured, in: store, by: runner, folder: folder, now: SystemClock.now, logger: logger)
        return try seed.entries(of: configured)
    }

    /// What apps are reset to: the demo to its group, others to the calls of the seed that the server was started with.
    func seeds(
        _ calls: [SDKAppID: [SeedCalls.Entry]], in store: any GroupStore, folder: DataFolder, runner: any CommandRunner
    ) -> [SDKAppID: AppSeed] {
        var seeds = calls.mapValues { AppSeed(calls: $0, by: runner, now: SystemClock.now) }
        for (id, origin) in origins where origin == .demo {
            let rest = seeds[id]
            seeds[id] = AppSeed { app in
                try folder.remove(DemoWorld.fileName)
                let fresh = try await DemoWorld.load(
                    into: store, folder: folder, settings: app, now: SystemClock.now())
                _ = try await rest?.plant(fresh)
                return fresh.clock
            }
        }
        return seeds
    }
}
