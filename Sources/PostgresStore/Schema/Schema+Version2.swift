extension Schema {
    /// The nodes that serve the database.
    ///
    /// A node writes its row every few seconds, and reads those of the others. The rows are few; they belong to no bucket.
    static let version2 = """
        CREATE TABLE nodes (
            id bytea PRIMARY KEY,
            schema_version integer NOT NULL,
            started timestamptz NOT NULL DEFAULT now(),
            seen timestamptz NOT NULL,
            limits text[] NOT NULL,
            demands bigint[] NOT NULL
        ) WITH (fillfactor = 50);
        """

    /// The first version with that table.
    static let firstWithNodes = 2
}
