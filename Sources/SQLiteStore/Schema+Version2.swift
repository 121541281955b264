extension Schema {
    /// Bans, counts of groups, the activation of Work groups, and indexes for lists that are read page by page.
    ///
    /// - A list of members that shows owner and admins only reads an index of its own, so that a page costs what it
    ///   shows in a Community too.
    /// - Groups that the database holds already become activated, as imported groups are: nothing else is known of
    ///   them.
    static let version2 = """
        ALTER TABLE groups ADD COLUMN is_activated INTEGER NOT NULL DEFAULT 1;

        CREATE INDEX members_with_office ON members (app, group_number, rank, join_time, entry) WHERE role < 2;

        CREATE INDEX mutes_by_end ON mutes (app, group_number, topic, mute_until DESC, account);

        CREATE TABLE group_counts (
            app INTEGER NOT NULL,
            type INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (app, type)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO group_counts (app, type, count) SELECT app, type, count(*) FROM groups GROUP BY app, type;

        CREATE TABLE bans (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            account TEXT NOT NULL,
            banned_until INTEGER NOT NULL,
            PRIMARY KEY (app, group_number, account),
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX bans_by_end ON bans (app, group_number, banned_until, account);
        CREATE INDEX bans_by_account ON bans (app, account);
        """
}
