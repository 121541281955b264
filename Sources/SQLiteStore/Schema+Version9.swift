extension Schema {
    /// What the store is known by: an identity, and how often it was opened.
    ///
    /// The data folder notes both, so that another database in its place, or an older copy of this one, is noticed.
    static let version9 = """
        CREATE TABLE store (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            identity TEXT NOT NULL,
            openings INTEGER NOT NULL
        ) STRICT;

        INSERT INTO store (id, identity, openings) VALUES (1, lower(hex(randomblob(16))), 0);
        """
}
