import Apps
import ArgumentParser
import Configuration
import Foundation
import Logging
import PostgresStore
import SQLiteStore
import Storage
import Wire

/// Where an outbox is, and whose it is: what a server is told, and the app among several.
struct OutboxOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the database and the generated keys. (default: ./qun-data)", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("The PostgreSQL database, where the store is one.", valueName: "address"))
    var store: Secret?

    @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
    var config: String?

    @Option(name: .customLong("sdkappid"), help: "The app, where several are served.")
    var sdkAppID: UInt32?

    /// Opens the outbox for as long as a body works on it.
    func withDesk(_ body: (any OutboxDesk, SDKAppID) async throws -> Void) async throws {
        var settings: [String: ConfigContent] = [:]
        settings["data"] = data.map(ConfigContent.string)
        settings["store"] = store.map { .string($0.revealed) }
        settings["config"] = config.map(ConfigContent.string)
        let configuration = try ServerConfiguration.load(
            flags: settings, environment: ProcessInfo.processInfo.environment)
        let app = try app(in: configuration)
        let log = ServerLog.bootstrap(level: .warning)
        defer { log.flush() }
        switch configuration.store {
        case .dataFolder:
            let folder = URL(fileURLWithPath: configuration.dataFolder, isDirectory: true)
            try await SQLiteStore.withOutboxDesk(of: folder, logger: log.logger) { try await body($0, app) }
        case .postgres(let address, _):
            try await PostgresStore.withOutboxDesk(
                uri: address.revealed, surroundings: Server.surroundings, logger: log.logger
            ) { try await body($0, app) }
        }
    }

    private func app(in configuration: ServerConfiguration) throws -> SDKAppID {
        if let sdkAppID {
            return SDKAppID(sdkAppID)
        }
        var apps = configuration.apps.map(\.sdkAppID)
        let folder = DataFolder(path: configuration.dataFolder)
        if apps.isEmpty, let made = try GeneratedApp.find(in: folder) {
            apps = [made.sdkAppID]
        }
        guard apps.count == 1, let app = apps.first else {
            throw ValidationError("--sdkappid is missing: which of the apps is meant?")
        }
        return app
    }
}

/// An event of an outbox by its name on a command line: what it is about, and its time.
struct EventName: CustomStringConvertible, ExpressibleByArgument {
    let place: OutboxPlace

    init(_ place: OutboxPlace) {
        self.place = place
    }

    init?(argument: String) {
        guard let place = OutboxPlace(name: argument) else {
            return nil
        }
        self.place = place
    }

    var description: String { place.name }
}

extension String {
    /// The text with what a terminal would act on shown in its place.
    var visible: String {
        var writer = JSONWriter(capacity: utf8.count)
        writer.visible(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
