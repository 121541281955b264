import ArgumentParser
import Foundation
import Logging
import PostgresStore
import SQLiteStore
import StoreCopy
import Wire

struct Copy: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy all that a store holds to another one, and compare the two.",
        discussion: """
            A store is sqlite:FOLDER, as --data of qun serve names it, or postgres://HOST/NAME, as --store does. Stop all \
            servers of both first: a folder or a database that one is connected to is refused, and what is written to \
            the source after the beginning is not copied. The source is only read.

            The destination is an empty folder or database, or one that was never used. Until the copy has ended no \
            server opens it. A copy that was interrupted in whatever way goes on when the same command is run again. At \
            the end every table of both stores is read, counted and added up; the exit code is 0 when they are the \
            same, and then the destination can be served.

            The apps that a folder's app.json holds are no part of its store.
            """)

    @Option(
        help: ArgumentHelp(
            "The store that is copied; QUN_COPY_FROM in the environment.",
            discussion: """
                Other users of the machine see the flags of a process, so a password is better kept in the environment \
                or in libpq's password file.
                """,
            valueName: "store"))
    var from: Secret?

    @Option(help: ArgumentHelp("The store that is filled; QUN_COPY_TO in the environment.", valueName: "store"))
    var to: Secret?

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let source = try StoreAddress(from, option: "from", environment["QUN_COPY_FROM"])
        let destination = try StoreAddress(to, option: "to", environment["QUN_COPY_TO"])
        let dump = try source.dump()
        let log = ServerLog.bootstrap(level: .warning)
        defer { log.flush() }
        switch destination {
        case .sqlite(let folder):
            let load = try SQLiteLoad(folder: folder, signs: [], logger: log.logger)
            let result = Result { try copy(from: dump, to: load) }
            let closing = Result { try load.close() }
            try result.get()
            try closing.get()
        case .postgres(let address):
            try copy(from: dump, to: PostgresLoad(uri: address.revealed))
        }
    }

    private func copy(from source: any StoreDump, to destination: any StoreLoad) throws {
        var progress = CopyProgress(source: source.place, destination: destination.place)
        let sums = try StoreCopying(from: source, to: destination) { progress.tell($0) }.run()
        let width = CopiedTable.allCases.map(\.name.count).max() ?? 0
        for (table, sum) in sums {
            print("\(table.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(sum)")
        }
        progress.end(sums.reduce(0) { $0 + $1.sum.rows })
    }
}

/// Where a store is that is copied or filled.
private enum StoreAddress {
    case sqlite(folder: URL)
    /// The address may hold a password.
    case postgres(address: Secret)

    /// - Throws: `ValidationError`, which never holds the address.
    init(_ given: Secret?, option: String, _ variable: String?) throws {
        guard let text = given?.revealed ?? variable, !text.isEmpty else {
            throw ValidationError("--\(option) is missing: sqlite:FOLDER or postgres://HOST/NAME")
        }
        if text.hasPrefix("sqlite:"), text.utf8.count > 7 {
            self = .sqlite(folder: URL(fileURLWithPath: String(text.dropFirst(7)), isDirectory: true))
        } else if ["postgres://", "postgresql://"].contains(where: text.hasPrefix) {
            self = .postgres(address: Secret(text))
        } else {
            throw ValidationError("--\(option) must begin with sqlite: and a folder, or with postgres://")
        }
    }

    /// Opens the store for reading.
    func dump() throws -> any StoreDump {
        switch self {
        case .sqlite(let folder): try SQLiteDump(folder: folder)
        case .postgres(let address): try PostgresDump(uri: address.revealed)
        }
    }
}

/// Says on standard error how far a copy is, a line every few seconds.
private struct CopyProgress {
    private let source: String
    private let destination: String
    private let lines = ProgressLines()
    private var isComparing = false

    init(source: String, destination: String) {
        self.source = source
        self.destination = destination
    }

    mutating func tell(_ step: StoreCopying.Step) {
        switch step {
        case .began(let resumed):
            lines.say("\(resumed ? "going on with the copy" : "copying") from \(source) to \(destination)")
        case .loaded(let table, let rows):
            lines.sayIfDue("copying \(table.name): \(rows) rows")
        case .compared(let table, let rows):
            if !isComparing {
                isComparing = true
                lines.say("everything is copied; comparing")
            }
            lines.sayIfDue("comparing \(table.name): \(rows) rows read")
        }
    }

    func end(_ rows: Int64) {
        lines.say("the stores are the same, \(rows) rows; \(destination) can be served")
    }
}
