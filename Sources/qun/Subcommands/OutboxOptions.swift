import Apps
import ArgumentParser
import Foundation
import Logging
import PostgresStore
import SQLiteStore
import Storage
import Wire

/// Where an outbox is, and whose it is: what a server is told, and the app among several.
struct OutboxOptions: ParsableArguments {
    @OptionGroup var place: StorePlace

    @Option(name: .customLong("sdkappid"), help: "The app, where several are served.")
    var sdkAppID: UInt32?

    /// Opens the outbox for as long as a body works on it.
    func withDesk(_ body: (any OutboxDesk, SDKAppID) async throws -> Void) async throws {
        let configuration = try place.configuration()
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
        let apps = try configuration.appsOfServer().map(\.sdkAppID)
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
