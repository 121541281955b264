import ArgumentParser
import Configuration
import Foundation
import PostgresStore
import Wire

struct StoreTools: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Make a PostgreSQL database ready to be a store.",
        subcommands: [Prepare.self])

    struct Prepare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the tables of a PostgreSQL database or bring them up, and have Citus divide them.",
            discussion: """
                Nodes make the tables by themselves; this does so before they start, and says whether it can. It may be \
                repeated, and keeps what is stored. With --citus the tables are divided among the servers that the \
                database's coordinator knows, which takes the extension citus and no running node; docs/citus.md has \
                the steps before and after.
                """)

        @Option(
            help: ArgumentHelp(
                "The PostgreSQL database, postgres://host/name; with --citus at the coordinator.",
                discussion:
                    "A password is better kept in QUN_STORE, in the configuration file or in libpq's password file.",
                valueName: "address"))
        var store: Secret?

        @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
        var config: String?

        @Flag(help: "Divide the tables by bucket among the servers of Citus.")
        var citus = false

        @Option(
            help: ArgumentHelp(
                "The parts of each table, from 1 to \(PostgresStore.maximumShardCount); at least one for each core of all servers.",
                discussion: "It counts where nothing is divided yet. (default: \(PostgresStore.defaultShardCount))",
                valueName: "count"))
        var shards: Int?

        @Flag(help: "With --citus: print the statements instead, and connect to nothing.")
        var print = false

        func validate() throws {
            guard citus || (shards == nil && !print) else {
                throw ValidationError("--shards and --print are about --citus, which is not given")
            }
            if let shards, !(1...PostgresStore.maximumShardCount).contains(shards) {
                throw ValidationError("--shards must be from 1 to \(PostgresStore.maximumShardCount)")
            }
        }

        func run() throws {
            guard !print else {
                Swift.print(PostgresStore.citusScript, terminator: "")
                return
            }
            var settings: [String: ConfigContent] = [:]
            settings["store"] = store.map { .string($0.revealed) }
            settings["config"] = config.map(ConfigContent.string)
            let configuration = try ServerConfiguration.load(
                flags: settings, environment: ProcessInfo.processInfo.environment, keyFiles: nil)
            guard case .postgres(let address, _) = configuration.store else {
                throw ConfigurationError(
                    "qun store prepare is about a PostgreSQL database, and none is given: --store postgres://host/name")
            }
            try PostgresStore.prepare(
                uri: address.revealed,
                citus ? .dividedTables(shardCount: shards ?? PostgresStore.defaultShardCount) : .tables
            ) { line in
                Swift.print(line)
            }
        }
    }
}
