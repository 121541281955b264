import GRDB

extension Configuration {
    /// What all connections of the store have in common.
    ///
    /// - Parameter cachedKilobytes: how much of the database the connection keeps at most.
    static func store(label: String, cachedKilobytes: Int) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -\(cachedKilobytes)")
            // pages that become free are not overwritten, as Debian's SQLite does otherwise: each would go through the log
            _ = try Row.fetchAll(database, sql: "PRAGMA secure_delete = FAST")
        }
        return configuration
    }
}
