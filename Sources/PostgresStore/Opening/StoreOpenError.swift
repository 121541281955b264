/// Why the store of a database cannot be opened; the description is meant for the operator.
package enum StoreOpenError: Error, Sendable {
    /// The URI cannot be read.
    case unreadableURI
    /// No server that takes writes can be reached, or it refuses the user.
    case unreachable(place: String, reason: String)
    /// A later release has written the database.
    case newerSchema(place: String, found: Int, supported: Int)
    /// The database cannot be brought to the present form; it stays as it is.
    case notUpgraded(place: String, reason: String)
}

extension StoreOpenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadableURI:
            "the address of the store cannot be read; it looks like postgres://user@host:5432/database"
        case .unreachable(let place, let reason):
            "the database at \(place) cannot be used: \(reason)"
        case .newerSchema(let place, let found, let supported):
            "the database at \(place) has schema version \(found), which a later release has written; this program reads "
                + "versions up to \(supported)"
        case .notUpgraded(let place, let reason):
            "the database at \(place) cannot be brought up to this release, and stays as it is: \(reason)"
        }
    }
}
