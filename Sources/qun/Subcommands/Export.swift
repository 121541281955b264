import AppSnapshots
import ArgumentParser
import Foundation
import PostgresStore
import SQLiteStore
import StoreCopy
import SystemPackage
import Wire

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write all that an app has to a file, a line of JSON for each record.",
        discussion: """
            The records are those of one moment; servers may go on meanwhile. Where no server has a data folder open, \
            none can open it until the export has ended. docs/export.md lists the kinds of records and their fields; qun \
            import takes the file into this or another store, under the same or another number.

            With --control a running server writes it, wherever its store is.

            What backends are still to be told is no part of it, nor who is online, nor keys.
            """)

    @OptionGroup
    var options: AppOptions

    @Option(
        help: ArgumentHelp(
            "Where to write, a file that is not there yet, or - for standard output.", valueName: "file"))
    var output = "-"

    func run() async throws {
        if let client = options.server.client {
            try await write(by: client)
            return
        }
        let configuration = try options.place.configuration()
        let app = try options.app(in: configuration).id
        let progress = ProgressLines()
        try Self.withDump(of: app, in: configuration) { dump in
            progress.say("exporting app \(app) of \(dump.place)")
            let summary = try write(dump, of: app, progress)
            progress.say("\(summary.records) records, digest \(summary.digest)")
        }
    }

    private func write(_ dump: any AppDump, of app: SDKAppID, _ progress: ProgressLines) throws -> SnapshotSummary {
        let header = SnapshotHeader(app: app, time: SystemClock.now(), program: "qun \(Qun.version)")
        let write = { (descriptor: FileDescriptor) in
            let summary = try SnapshotWriting(dump, header: header, tell: progress.tell) { chunk in
                _ = try descriptor.writeAll(chunk)
            }.run()
            guard summary.records > 0 else {
                throw ConfigurationError("the app \(app) has nothing in \(dump.place); see --app, --data and --store")
            }
            return summary
        }
        guard output != "-" else {
            return try write(.standardOutput)
        }
        let file = try NewFile(output)
        let summary = try write(file.descriptor)
        try file.finish()
        return summary
    }

    /// Lets a running server write.
    private func write(by client: ControlClient) async throws {
        let progress = ProgressLines()
        let path = try await client.pathOfApp(options.app) + "/snapshot"
        progress.say("exporting by the server at \(client.address)")
        let end: SnapshotEnd
        if output == "-" {
            end = try await Self.write(client, path, to: .standardOutput, progress)
        } else {
            let file = try NewFile(output)
            end = try await Self.write(client, path, to: file.descriptor, progress)
            if end.found != nil {
                try file.finish()
            }
        }
        guard let found = end.found else {
            throw ConfigurationError("the server at \(client.address) has not sent all of it; run the command again")
        }
        progress.say("\(found.records) records, digest \(found.digest)")
    }

    private static func write(
        _ client: ControlClient, _ path: String, to descriptor: FileDescriptor, _ progress: ProgressLines
    ) async throws -> SnapshotEnd {
        var end = SnapshotEnd()
        var written = 0
        try await client.read(path) { (part) throws(ConfigurationError) in
            do {
                _ = try descriptor.writeAll(part)
            } catch {
                throw ConfigurationError("the export cannot be written: \(error)")
            }
            end.add(part)
            written += part.count
            progress.sayIfDue("writing: \(written) bytes")
        }
        return end
    }

    private static func withDump<Value>(
        of app: SDKAppID, in configuration: ServerConfiguration, _ body: (any AppDump) throws -> Value
    ) throws -> Value {
        switch configuration.store {
        case .dataFolder:
            let folder = URL(fileURLWithPath: configuration.dataFolder, isDirectory: true)
            return try SQLiteAppDump.with(app: app.number, in: folder, body)
        case .postgres(let address, _):
            return try PostgresAppDump.with(app: app.number, uri: address.revealed, body)
        }
    }
}
