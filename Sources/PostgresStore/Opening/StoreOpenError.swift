/// Why the store of a database cannot be opened; the description is meant for the operator.
package enum StoreOpenError: Error, Sendable {
    /// The URI cannot be read.
    case unreadableURI
    /// No server that takes writes can be reached, or it refuses the user.
    case unreachable(place: String, reason: String)
    /// A pooler lets a connection have another session of the server from one transaction to the next.
    case sharedSessions(place: String)
    /// A later release has brought the database to a form that this one cannot serve.
    case newerSchema(place: String, found: Int, supported: Int)
    /// An app is taken out of a database that an earlier release has made.
    case olderSchema(place: String, found: Int, needed: Int)
    /// Nodes of an earlier release serve the database, which could not go on once it is brought up.
    case olderNodes(place: String, count: Int64, version: Int)
    /// The database cannot be brought to the present form; it stays as it is.
    case notUpgraded(place: String, reason: String)
    /// A copy reads a database in which there is no store.
    case noStore(place: String)
    /// A copy that fills the database has not ended.
    case unfinishedCopy(place: String)
    /// A copy that fills the database is running.
    case copyRunning(place: String)
    /// Nodes have connections to a database that is to be copied, or to be filled.
    case nodesConnected(place: String, connections: Int64)
    /// The tables of the database cannot be divided; it stays as it is.
    case notDivisible(place: String, reason: String)
}

extension StoreOpenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadableURI:
            "the address of the store cannot be read; it looks like postgres://user@host:5432/database"
        case .unreachable(let place, let reason):
            "the database at \(place) cannot be used: \(reason)"
        case .sharedSessions(let place):
            "the database at \(place) is behind a pooler that shares sessions between connections; PgBouncer must be in its "
                + "session mode (pool_mode = session)"
        case .newerSchema(let place, let found, let supported):
            "the database at \(place) has schema version \(found), which a later release has made and programs of versions up "
                + "to \(supported), like this one, cannot serve"
        case .olderSchema(let place, let found, let needed):
            "the database at \(place) has schema version \(found), which an earlier release has made; the start of a node of "
                + "this release, or qun store prepare, brings it up to \(needed)"
        case .olderNodes(let place, let count, let version):
            "the database at \(place) is served by nodes of an earlier release, \(count) of them, which could not go on with "
                + "schema version \(version): stop them first; nothing was changed"
        case .notUpgraded(let place, let reason):
            "the database at \(place) cannot be brought up to this release, and stays as it is: \(reason)"
        case .noStore(let place):
            "there is no store in the database at \(place)"
        case .unfinishedCopy(let place):
            "the database at \(place) holds a part of another store, whose copy has not ended; run the same `qun copy` "
                + "again, which goes on where it stopped"
        case .copyRunning(let place):
            "another qun copy is filling the database at \(place)"
        case .nodesConnected(let place, let connections):
            "nodes are connected to the database at \(place) (\(connections) connections); stop them first, as what "
                + "they write while a store is copied is lost"
        case .notDivisible(let place, let reason):
            "the tables of the database at \(place) cannot be divided, and it stays as it is: \(reason)"
        }
    }
}
