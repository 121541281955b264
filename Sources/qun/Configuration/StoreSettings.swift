import PostgresStore
import Wire

/// Where accounts and groups are kept.
enum StoreSettings {
    /// A SQLite database in the data folder.
    case dataFolder
    /// A PostgreSQL database, which other nodes may serve too.
    ///
    /// Its address may hold a password.
    case postgres(address: Secret, options: PostgresStore.Options)

    /// - Throws: ``ConfigurationError``.
    init(_ settings: SettingsReader) throws {
        let section = settings.section("postgres")
        let laneCount = try section.int("lanes", in: 1...Self.maximumConnections)
        let readerCount = try section.int("readers", in: 1...Self.maximumConnections)
        guard let address = try settings.address("store", schemes: ["postgres", "postgresql"]) else {
            guard laneCount == nil, readerCount == nil else {
                throw ConfigurationError("postgres.lanes and postgres.readers need a store, which is not given")
            }
            self = .dataFolder
            return
        }
        var options = PostgresStore.Options()
        options.laneCount = try section.int("lanes", in: 1...Self.maximumConnections, else: options.laneCount)
        options.readerCount = try section.int("readers", in: 1...Self.maximumConnections, else: options.readerCount)
        self = .postgres(address: address, options: options)
    }

    /// Connections of one kind that a node may hold; more make writers of one group slower.
    private static let maximumConnections = 32

    /// Connections to a database server.
    var connectionCount: Int {
        switch self {
        case .dataFolder: 0
        // one more compares versions of groups, one tells the other nodes of this one, one listens to them, and two are for
        // what backends are told
        case .postgres(_, let options): options.laneCount + options.readerCount + 5
        }
    }
}
