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
        }
        return configuration
    }
}
