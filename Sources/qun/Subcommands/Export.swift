import AppSnapshots
import ArgumentParser
import Foundation
import PostgresStore
import SQLiteStore
import StoreCopy
import SystemPackage
import Wire

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write all that an app has to a file, a line of JSON for each record.",
        discussion: """
            The records are those of one moment; servers may go on meanwhile. Where no server has a data folder open, \
            none can open it until the export has ended. docs/export.md lists the kinds of records and their fields; qun \
            import takes the file into this or another store, under the same or another number.

            What backends are still to be told is no part of it, nor who is online, nor keys.
            """)

    @OptionGroup
    var options: AppOptions

    @Option(
        help: ArgumentHelp(
            "Where to write, a file that is not there yet, or - for standard output.", valueName: "file"))
    var output = "-"

    func run() throws {
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
