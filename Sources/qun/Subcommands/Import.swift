import AppSnapshots
import ArgumentParser
import Foundation
import Logging
import PostgresStore
import SQLiteStore
import StoreCopy
import SystemPackage
import Wire

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take what qun export has written into an app.",
        discussion: """
            The whole file is checked first: one that is cut off or was changed is refused. Then all of it is stored in one \
            transaction, read again and compared; whatever fails, the app stays as it was. The app may be another one than \
            was exported, and must hold nothing but its administrators' accounts, unless --replace is given.

            A data folder that a server has open is refused: with --control that server takes the file, if it was started with \
            --dev or --demo. Nodes of a PostgreSQL database may go on, and serve the \
            app when the import has ended; what they write into it meanwhile may make the import fail.
            """)

    @OptionGroup
    var options: AppOptions

    @Option(help: ArgumentHelp("What to read, a file or - for standard input.", valueName: "file"))
    var input = "-"

    @Flag(help: "Let the snapshot take the place of all that the app has, and of what its backend is still to be told.")
    var replace = false

    func run() async throws {
        if let client = options.server.client {
            try await give(to: client)
            return
        }
        let configuration = try options.place.configuration()
        let (app, administrators) = try options.app(in: configuration)
        let progress = ProgressLines()
        let source = try SnapshotSource(input)
        let taking = SnapshotTaking(
            source.descriptor, into: app, replaces: replace, administrators: administrators, tell: progress.tell)
        let (header, checked) = try taking.check()
        progress.say(
            "\(source.name) is whole: \(checked.records) records of app \(header.app), by \(header.program.visible)")
        let log = ServerLog.bootstrap(level: .warning)
        defer { log.flush() }
        let fill: (any AppTransferStore) async throws -> SnapshotSummary = { store in
            try await store.withLoad(ofApp: app.number) { load in
                progress.say("importing into app \(app) of \(load.place)")
                return try taking.fill(load)
            }
        }
        let summary: SnapshotSummary
        switch configuration.store {
        case .dataFolder:
            let folder = URL(fileURLWithPath: configuration.dataFolder, isDirectory: true)
            do {
                summary = try await SQLiteStore.withStore(
                    in: folder, signs: [GeneratedApp.fileName, DemoWorld.fileName], logger: log.logger, fill)
            } catch  where error.isFolderInUse {
                throw ConfigurationError("\(error); a server that was started with --dev takes it by --control ADDRESS")
            }
        case .postgres(let address, _):
            summary = try await PostgresStore.withStore(
                uri: address.revealed, surroundings: Server.surroundings, logger: log.logger, fill)
        }
        progress.say("\(summary.records) records are stored, digest \(summary.digest)")
        withExtendedLifetime(source) {}
    }

    /// Lets a running server take the file.
    private func give(to client: ControlClient) async throws {
        let progress = ProgressLines()
        let path = try await client.pathOfApp(options.app) + "/snapshot"
        let source = try SnapshotSource(input)
        progress.say("giving \(source.name) to the server at \(client.address)")
        let answer = try await client.send(
            "PUT", path, replace ? [("replace", "true")] : [], parts: FileParts(file: source.descriptor),
            length: try source.length())
        progress.say("\(answer.number("records")) records are stored, digest \(answer.text("digest").visible)")
        withExtendedLifetime(source) {}
    }
}
