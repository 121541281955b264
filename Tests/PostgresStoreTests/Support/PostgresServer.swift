import Foundation
import Synchronization

@testable import PostgresStore

/// A throwaway PostgreSQL server on a unix socket, without safety on disk, which goes with the process of the tests.
///
/// A shell starts it, waits until its input ends, as it does in whatever way the process ends, then stops the server and
/// removes its folder. The server refuses to run as root; root runs it as `postgres`.
final class PostgresServer: Sendable {
    /// Why there is no server; a missing one fails the tests that need it.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The one that all tests share which do not stop theirs.
    static func shared() throws -> PostgresServer {
        try sharedResult.get()
    }

    private static let sharedResult = Result { try PostgresServer() }

    let folder: String
    /// Closing it stops the server.
    private let input: FileHandle
    private let databaseCount = Mutex(0)
    /// Databases that were lent and given back, which hold nothing.
    private let idle = Mutex<[String]>([])
    /// The database with all tables, which new ones are copies of.
    private let template = Mutex<Result<String, any Error>?>(nil)

    /// Starts a server.
    ///
    /// - Parameter settings: as on the command line of `postgres`, beside those of all throwaway servers.
    init(settings: [String] = []) throws {
        let folder = Self.shortTemporaryFolder + "/qun-pg-" + UUID().uuidString.prefix(8)
        self.folder = folder
        let settings =
            [
                "listen_addresses=", "unix_socket_directories=\(folder)", "fsync=off", "full_page_writes=off",
                "max_connections=300", "shared_buffers=64MB", "max_wal_size=4GB", "logging_collector=off",
            ] + settings
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", Self.script, "sh", folder, try Self.programs(), settings.map { "-c \($0)" }.joined(separator: " "),
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        self.input = input.fileHandleForWriting
        let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard answer.hasPrefix("ready") else {
            throw Missing(description: "PostgreSQL does not start: \(answer)")
        }
    }

    deinit {
        _ = try? input.close()
    }

    /// The arguments are the folder, the folder of the programs, and the server's settings.
    private static let script = """
        folder=$1 programs=$2 settings=$3
        exec 2>&1
        trap '' INT TERM HUP
        as_user() { "$@"; }
        mkdir -m 700 "$folder" && cd "$folder" || exit 1
        if [ "$(id -u)" -eq 0 ]; then
            as_user() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
            chown postgres: "$folder" || exit 1
        fi
        as_user "$programs/initdb" -D data -U qun -A trust -N -E UTF8 --locale C.UTF-8 >start.log 2>&1 &&
            as_user "$programs/pg_ctl" -D data -w -l data/server.log -o "$settings" start >>start.log 2>&1 </dev/null
        if [ $? -ne 0 ]; then cat start.log data/server.log; exit 1; fi
        echo ready
        cat >/dev/null
        as_user "$programs/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
        cd / && rm -rf "$folder"
        """

    /// The newest of the machine's.
    private static func programs() throws -> String {
        let versions = "/usr/lib/postgresql"
        let installed = (try? FileManager.default.contentsOfDirectory(atPath: versions)) ?? []
        let folders =
            installed.sorted { $0.compare($1, options: .numeric) == .orderedDescending }.map { "\(versions)/\($0)/bin" }
            + ["/usr/local/bin", "/opt/homebrew/bin", "/usr/bin"]
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }) else {
            throw Missing(description: "these tests need a PostgreSQL server: apt-get install postgresql")
        }
        return folder
    }

    /// In memory where the machine has room for it; the path of a socket has room for about a hundred bytes.
    static var shortTemporaryFolder: String {
        let memory = "/dev/shm"
        let room = try? FileManager.default.attributesOfFileSystem(forPath: memory)[.systemFreeSize] as? Int64
        guard !FileManager.default.isWritableFile(atPath: memory) || room ?? 0 < 2 << 30 else {
            return memory
        }
        let folder = FileManager.default.temporaryDirectory.path
        return folder.utf8.count < 60 ? folder : "/tmp"
    }

    // MARK: Databases

    /// The address of a database of the server.
    func uri(_ database: String) -> String {
        "postgresql:///\(database)?host=\(folder)&user=qun&connect_timeout=60"
    }

    /// Runs statements, parted by semicolons, in a connection of their own.
    func run(_ script: String, in database: String = "postgres") throws {
        try PostgresConnection(ConnectionSettings(uri: uri(database))).run(script: script)
    }

    /// Makes a database with nothing in it.
    func makeEmptyDatabase() throws -> TemporaryDatabase {
        try makeDatabase(copyOf: "template1")
    }

    /// Makes a database with the tables of a store, which hold nothing.
    func makeDatabase() throws -> TemporaryDatabase {
        let template = try template.withLock { template in
            let result = template ?? Result { try makeTemplate() }
            template = result
            return try result.get()
        }
        return try makeDatabase(copyOf: template)
    }

    /// Makes a database like another one, to which nobody is connected.
    func makeDatabase(copyOf original: TemporaryDatabase) throws -> TemporaryDatabase {
        try makeDatabase(copyOf: original.name)
    }

    /// Lends a database with the tables of a store, which hold nothing; whoever has it leaves the tables as they are.
    func lendDatabase() throws -> TemporaryDatabase {
        if let name = idle.withLock({ $0.popLast() }) {
            return TemporaryDatabase(server: self, name: name, isLent: true)
        }
        return TemporaryDatabase(server: self, name: try makeDatabase().keep(), isLent: true)
    }

    /// Takes a database back that was lent.
    fileprivate func takeBack(_ name: String) {
        do {
            try run(Self.emptying, in: name)
            idle.withLock { $0.append(name) }
        } catch {
            // another is made when one is needed
            return
        }
    }

    /// Removes all rows but those that every store has.
    fileprivate static let emptying = """
        DO $$
        DECLARE name text;
        BEGIN
            FOR name IN SELECT tablename FROM pg_tables
                WHERE schemaname = 'public' AND tablename NOT IN ('store', 'schema_version', 'buckets')
            LOOP
                EXECUTE format('DELETE FROM %I', name);
            END LOOP;
        END $$
        """

    private func makeTemplate() throws -> String {
        try run("CREATE DATABASE qun_template")
        try PostgresStore.prepare(uri("qun_template"))
        return "qun_template"
    }

    private func makeDatabase(copyOf template: String) throws -> TemporaryDatabase {
        let number = databaseCount.withLock { count in
            count += 1
            return count
        }
        let name = "test\(number)"
        try run("CREATE DATABASE \(name) TEMPLATE \(template)")
        return TemporaryDatabase(server: self, name: name)
    }
}

/// A database that goes with its owner.
final class TemporaryDatabase: Sendable {
    /// `nil` for a database that somebody else has made.
    private let server: PostgresServer?
    let name: String
    let uri: String
    private let isLent: Bool
    private let isKept = Atomic(false)

    fileprivate init(server: PostgresServer, name: String, isLent: Bool = false) {
        self.server = server
        self.name = name
        uri = server.uri(name)
        self.isLent = isLent
    }

    private init(preparedAt uri: String) throws {
        server = nil
        name = ""
        self.uri = uri
        isLent = false
        try run(PostgresServer.emptying)
    }

    /// Lends a database with the tables of a store, which hold nothing; whoever has it leaves the tables as they are.
    ///
    /// It is the one at the address in `QUN_TEST_DATABASE`, whose rows go, or one of the shared server. With the variable a
    /// suite can be run on servers that are prepared for it, such as those of Citus.
    static func lend() throws -> TemporaryDatabase {
        guard let uri = ProcessInfo.processInfo.environment["QUN_TEST_DATABASE"] else {
            return try PostgresServer.shared().lendDatabase()
        }
        return try TemporaryDatabase(preparedAt: uri)
    }

    deinit {
        guard !isLent else {
            server?.takeBack(name)
            return
        }
        guard !isKept.load(ordering: .relaxed) else {
            return
        }
        // what is left goes with the server
        _ = try? server?.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    /// Lets the database stay until its server goes.
    ///
    /// - Returns: its name.
    fileprivate func keep() -> String {
        isKept.store(true, ordering: .relaxed)
        return name
    }

    /// The address with which the server waits as long as it takes, for tests that hold others up on a loaded machine.
    var patientURI: String {
        let settings = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"]
        return uri + "&options=" + settings.map { "-c%20\($0)%3D0" }.joined(separator: "%20")
    }

    /// Runs statements, parted by semicolons, in a connection of their own.
    func run(_ script: String) throws {
        try connect().run(script: script)
    }

    /// Opens a connection that nobody else uses.
    func connect() throws -> PostgresConnection {
        try PostgresConnection(ConnectionSettings(uri: uri))
    }

    /// As ``connect()``, by the patient address.
    func connectPatiently() throws -> PostgresConnection {
        try PostgresConnection(ConnectionSettings(uri: patientURI))
    }

    /// The whole numbers in the first column of a statement's rows, asked for in a connection of its own.
    func integers(_ sql: String) throws -> [Int64] {
        try connect().exchange([Statement(sql)])[0].rows { $0.integer(0) }
    }

    /// Opens a store on the database, without the contract wrapper.
    func openStore(
        options: PostgresStore.Options = .small, observation: PostgresStore.Observation = .init()
    ) throws -> PostgresStore {
        try PostgresStore(
            uri: uri, options: options, surroundings: .real, logger: .silent, observation: observation)
    }

    /// As ``openStore(options:observation:)``, of a node for which neither it nor the server gives anything up for taking
    /// long.
    func openPatientStore() throws -> PostgresStore {
        try PostgresStore(uri: patientURI, options: .patient, surroundings: .real, logger: .silent)
    }

    /// As ``openStore(options:observation:)``, with the statements for tables that Citus divides, which stand together here.
    func openStoreAsDivided() throws -> PostgresStore {
        try run("\(CitusTables.makeBuckets); \(CitusTables.fillBuckets)")
        var settings = try PostgresStore.openDatabase(
            uri: uri, options: .small, surroundings: .real, logger: .silent)
        settings.isDivided = true
        return PostgresStore(settings, options: .small, surroundings: .real, observation: .init())
    }
}
