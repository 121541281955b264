import Apps
import ArgumentParser
import Configuration
import Foundation
import Wire

/// Where an app is, and which: what a server is told, and the app among several.
struct AppOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the database and the generated keys. (default: ./qun-data)", valueName: "folder"))
    var data: String?

    @Option(
        help: ArgumentHelp(
            "The PostgreSQL database, where the store is one.",
            discussion:
                "A password is better kept in QUN_STORE, in the configuration file or in libpq's password file.",
            valueName: "address"))
    var store: Secret?

    @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
    var config: String?

    @Option(
        name: [.customLong("app"), .customLong("sdkappid")],
        help: ArgumentHelp("The app; where one is served only, it need not be said.", valueName: "number"))
    var app: UInt32?

    /// The settings that a server would have.
    func configuration() throws -> ServerConfiguration {
        var settings: [String: ConfigContent] = [:]
        settings["data"] = data.map(ConfigContent.string)
        settings["store"] = store.map { .string($0.revealed) }
        settings["config"] = config.map(ConfigContent.string)
        return try ServerConfiguration.load(flags: settings, environment: ProcessInfo.processInfo.environment)
    }

    /// The app and the accounts that it has before anybody has used it.
    ///
    /// - Throws: `ValidationError` where it is not clear which app is meant.
    func app(in configuration: ServerConfiguration) throws -> (id: SDKAppID, administrators: [Account]) {
        var apps = configuration.apps
        if apps.isEmpty, let made = try GeneratedApp.find(in: DataFolder(path: configuration.dataFolder)) {
            var app = configuration.common
            app.sdkAppID = made.sdkAppID
            apps = [app]
        }
        if let app {
            guard app > 0 else {
                throw ValidationError("--app must be the number of an app")
            }
            let known = apps.first { $0.sdkAppID.number == app }
            return (SDKAppID(app), (known ?? configuration.common).admins)
        }
        guard apps.count == 1, let only = apps.first else {
            throw ValidationError("--app is missing: which of the apps is meant?")
        }
        return (only.sdkAppID, only.admins)
    }
}
