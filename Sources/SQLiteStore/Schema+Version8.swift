extension Schema {
    /// Messages, with their receipts and pairs.
    ///
    /// - A stream is the sequence of messages of a group, or of one topic. When its group or topic goes it is cut off,
    ///   and its messages are removed step by step.
    /// - A message's key is its stream's number and its sequence number in one integer, so that messages lie on disk in
    ///   the order in which they are read, and a page costs the same however many there are.
    /// - `uncounted` counts the messages of the stream, up to and with this one, that are not counted as unread.
    /// - An import reads everything for everybody without a write for each: a read position counts only while its
    ///   `read_floor` is the one of the group or topic, which an import moves. Otherwise the position is that floor.
    /// - `recent_sends` tells which messages are the same as an earlier one. It lies on disk in the order in which its
    ///   rows are dropped.
    static let version8 = """
        ALTER TABLE groups ADD COLUMN read_floor INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE topics ADD COLUMN read_floor INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE members ADD COLUMN read_floor INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE members ADD COLUMN own_unread INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE topic_reads (
            app INTEGER NOT NULL,
            account TEXT NOT NULL,
            group_number INTEGER NOT NULL,
            topic TEXT NOT NULL,
            msg_seq INTEGER NOT NULL,
            read_floor INTEGER NOT NULL,
            PRIMARY KEY (app, account, group_number, topic),
            FOREIGN KEY (app, account, group_number)
                REFERENCES members (app, account, group_number) ON DELETE CASCADE,
            FOREIGN KEY (app, group_number, topic)
                REFERENCES topics (app, group_number, topic) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX topic_reads_by_topic ON topic_reads (app, group_number, topic);

        CREATE TABLE streams (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            app INTEGER NOT NULL,
            group_number INTEGER,
            topic TEXT NOT NULL,
            is_room INTEGER NOT NULL,
            uncounted INTEGER NOT NULL,
            cleared_seq INTEGER NOT NULL
        ) STRICT;

        CREATE UNIQUE INDEX streams_by_conversation ON streams (app, group_number, topic);
        CREATE INDEX streams_by_number ON streams (app, number);

        CREATE TABLE messages (
            id INTEGER PRIMARY KEY,
            sender TEXT NOT NULL,
            time INTEGER NOT NULL,
            random INTEGER NOT NULL,
            priority INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            uncounted INTEGER NOT NULL,
            body BLOB NOT NULL,
            cloud_custom_data BLOB NOT NULL
        ) STRICT;

        CREATE TABLE recent_sends (
            app INTEGER NOT NULL,
            kept_until INTEGER NOT NULL,
            stream INTEGER NOT NULL,
            random INTEGER NOT NULL,
            digest BLOB NOT NULL,
            seq INTEGER NOT NULL,
            time INTEGER NOT NULL,
            PRIMARY KEY (app, kept_until, stream, random, digest)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX recent_sends_by_random ON recent_sends (app, stream, random);

        CREATE TABLE broadcasts (
            app INTEGER PRIMARY KEY,
            last_seq INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE receipts (
            message INTEGER NOT NULL,
            is_read INTEGER NOT NULL,
            account TEXT NOT NULL,
            PRIMARY KEY (message, is_read, account),
            FOREIGN KEY (message) REFERENCES messages (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE extensions (
            message INTEGER NOT NULL,
            key BLOB NOT NULL,
            value BLOB NOT NULL,
            seq INTEGER NOT NULL,
            PRIMARY KEY (message, key),
            FOREIGN KEY (message) REFERENCES messages (id) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX extensions_by_seq ON extensions (message, seq, key);

        CREATE TABLE extension_counters (
            message INTEGER PRIMARY KEY,
            latest_seq INTEGER NOT NULL,
            clear_seq INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            changes INTEGER NOT NULL,
            FOREIGN KEY (message) REFERENCES messages (id) ON DELETE CASCADE
        ) STRICT;
        """
}
