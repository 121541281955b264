extension Schema {
    /// What the backends of apps are to be told, and the last of what they were told.
    ///
    /// States: 0 waits, 1 delivered, 2 given up, 3 parked. Rows are added at the end. Their places, by which lanes are found,
    /// are written later, many at a time: the lanes of those who write at the same time stand on pages of their own there,
    /// which every commit would write. The mark is the last row whose place is written. What is long stands last in a row, so
    /// that the columns before it are read without it.
    static let version11 = """
        CREATE TABLE outbox (
            number INTEGER PRIMARY KEY,
            app INTEGER NOT NULL,
            lane TEXT NOT NULL,
            event_time INTEGER NOT NULL,
            state INTEGER NOT NULL DEFAULT 0,
            settled INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            milliseconds INTEGER NOT NULL DEFAULT 0,
            command TEXT NOT NULL,
            address TEXT NOT NULL,
            opening BLOB NOT NULL,
            answer TEXT NOT NULL DEFAULT ''
        ) STRICT;

        CREATE INDEX outbox_settled ON outbox (app, settled) WHERE state > 0;

        CREATE TABLE outbox_places (
            app INTEGER NOT NULL,
            lane TEXT NOT NULL,
            event_time INTEGER NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (app, lane, event_time)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE outbox_mark (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL
        ) STRICT;

        INSERT INTO outbox_mark (id, number) VALUES (1, 0);
        """
}
