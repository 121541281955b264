extension Schema {
    /// What the backends of apps are to be told, and the last of what they were told.
    ///
    /// States: 0 waits, 1 delivered, 2 given up, 3 parked. What waits has no index of its own: the lanes of those who write at
    /// the same time stand on pages of their own there, which every commit would write.
    static let version11 = """
        CREATE TABLE outbox (
            number INTEGER PRIMARY KEY,
            app INTEGER NOT NULL,
            lane TEXT NOT NULL,
            event_time INTEGER NOT NULL,
            command TEXT NOT NULL,
            address TEXT NOT NULL,
            opening BLOB NOT NULL,
            state INTEGER NOT NULL DEFAULT 0,
            settled INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            milliseconds INTEGER NOT NULL DEFAULT 0,
            answer TEXT NOT NULL DEFAULT ''
        ) STRICT;

        CREATE UNIQUE INDEX outbox_places ON outbox (app, lane, event_time);

        CREATE INDEX outbox_settled ON outbox (app, settled) WHERE state > 0;
        """
}
