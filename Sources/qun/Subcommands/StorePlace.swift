import Apps
import ArgumentParser
import Configuration
import Control
import Foundation
import Wire

/// Where a store is: what a server is told of it.
struct StorePlace: ParsableArguments {
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

    /// The settings that a server would have.
    ///
    /// - Parameter keyFiles: reads the keys of apps that are in files; `nil` where nobody needs a key.
    func configuration(keyFiles: KeyFiles? = nil) throws -> ServerConfiguration {
        var settings: [String: ConfigContent] = [:]
        settings["data"] = data.map(ConfigContent.string)
        settings["store"] = store.map { .string($0.revealed) }
        settings["config"] = config.map(ConfigContent.string)
        return try ServerConfiguration.load(
            flags: settings, environment: ProcessInfo.processInfo.environment, keyFiles: keyFiles)
    }
}

extension ServerConfiguration {
    /// The configured apps, or where there is none the one that the server has made for itself.
    func appsOfServer() throws -> [AppSettings] {
        guard apps.isEmpty, let made = try GeneratedApp.find(in: DataFolder(path: dataFolder)) else {
            return apps
        }
        var app = common
        app.sdkAppID = made.sdkAppID
        app.secretKey = made.secretKey
        return [app]
    }

    /// The apps of a server, with their keys: also the demo's, and those that were made while it ran.
    func appsWithKeys() throws -> [AppSettings] {
        let folder = DataFolder(path: dataFolder)
        var apps = try appsOfServer()
        if try isDemo || folder.read(DemoWorld.fileName) != nil {
            var demo = common
            demo.sdkAppID = DemoWorld.sdkAppID
            demo.secretKey = DemoWorld.secretKey
            apps.append(demo)
        }
        for created in try CreatedAppsFile(folder: folder).read() {
            var app = common
            app.sdkAppID = created.sdkAppID
            app.secretKey = created.secretKey
            app.admins = created.admins
            apps.append(app)
        }
        return apps
    }
}
