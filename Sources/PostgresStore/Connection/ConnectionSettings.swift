import CLibPQ

/// How a server is reached: the operator's URI, and what is set where that says nothing.
///
/// - Several hosts, TLS, passwords and all else are libpq's own parameters; its environment variables and its password
///   file count too.
/// - Every connection looks for a server that takes writes, readers' too: a read after an OK sees it on the primary only.
struct ConnectionSettings: Sendable {
    /// How long the server may say nothing while an answer is due; then the connection is given up.
    ///
    /// It is longer than the server's own time-outs, so that it bounds what these do not: a host that is frozen, and a
    /// commit that waits for a standby.
    var maximumSilence: Duration = .seconds(15)
    /// Names and values as libpq takes them.
    private(set) var parameters: [(name: String, value: String)]
    /// Whether the database's tables are divided by bucket among servers, which is found out at opening.
    var isDivided = false
    /// What each new connection sets first whatever the database is, in order.
    private var firstSettings: [String]
    /// Whether the connections are a copy's, and statements take as long as they need.
    private var takesTime = false

    /// What the connections of nodes are called, for whoever looks who is connected.
    static let applicationName = "qun"
    /// What the connections of copies are called.
    static let copyName = "qun copy"

    /// What a connection is opened with.
    private static let defaults: [(name: String, value: String)] = [
        ("target_session_attrs", "read-write"),
        ("connect_timeout", "3"),
        // a packet without an answer for so many milliseconds ends the connection
        ("tcp_user_timeout", "10000"),
        ("keepalives_idle", "10"),
        ("keepalives_interval", "3"),
        ("keepalives_count", "3"),
        ("fallback_application_name", applicationName),
        ("client_encoding", "UTF8"),
    ]

    /// In milliseconds.
    ///
    /// They are set by statements, as poolers refuse them as parameters of the connection. A node that stands still within a
    /// transaction loses it before those give up that wait for its locks.
    private static let timeouts: [(name: String, value: Int)] = [
        ("statement_timeout", 10_000),
        ("lock_timeout", 5_000),
        ("idle_in_transaction_session_timeout", 4_000),
    ]

    /// A commit that returns is on disk, whatever the server's default.
    private static let durableCommits = """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
        """

    /// - Parameter uri: `postgres://…`, `postgresql://…`, or libpq's names and values.
    /// - Throws: ``PostgresError`` of the kind ``PostgresError/Kind/connection`` when it cannot be read. libpq's own words
    ///   may repeat a password, and are left out.
    init(uri: String) throws(PostgresError) {
        var given: [(name: String, value: String)] = []
        guard let options = PQconninfoParse(uri, nil) else {
            throw PostgresError(.connection, "the address of the database cannot be read as a postgres:// URI")
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let name = option.pointee.keyword {
            if let value = option.pointee.val {
                given.append((String(cString: name), String(cString: value)))
            }
            option += 1
        }
        let names = Set(given.map(\.name))
        parameters = given + Self.defaults.filter { !names.contains($0.name) }
        let serverOptions = given.first { $0.name == "options" }?.value ?? ""
        firstSettings =
            Self.timeouts.filter { !serverOptions.contains($0.name) }.map { "SET \($0.name) = \($0.value)" }
            + [Self.durableCommits]
    }

    /// What each new connection sets first, in order.
    var setUp: [String] {
        takesTime ? firstSettings : firstSettings + (isDivided ? CitusStatements.settings : Planning.settings)
    }

    /// Lets statements take as long as they need, and be planned by what the server knows of the tables.
    ///
    /// A connection of this kind is no node's.
    mutating func takeTime() {
        takesTime = true
        firstSettings = Self.timeouts.map { "SET \($0.name) = 0" } + [Self.durableCommits]
        parameters = parameters.map { name, value in
            (name, name == "fallback_application_name" ? Self.copyName : value)
        }
    }

    /// Where the server is said to be, without user and password; for the log.
    var place: String {
        func value(_ name: String) -> String? {
            parameters.first { $0.name == name }?.value
        }
        let hosts = value("host") ?? value("hostaddr") ?? "the default host"
        return value("dbname").map { "\(hosts)/\($0)" } ?? hosts
    }
}
