extension Schema {
    /// Attributes and counters of groups; portraits, global mutes and kicks of accounts.
    ///
    /// - A group's attributes are one row, read and written whole. It stays when they are cleared, as it holds how
    ///   often they were written in the last second.
    /// - A group's counters are numbered from 0 without gaps, in the order of their creation.
    /// - An item of a portrait is a text or a number; `Tag_Profile_IM_Nick` and `Tag_Profile_IM_Image` are columns of
    ///   the account.
    /// - An account that is not muted globally has no row in `global_mutes`; one whose mutes have ended may have one.
    static let version3 = """
        CREATE TABLE attributes (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            fields BLOB NOT NULL,
            write_second INTEGER NOT NULL,
            writes INTEGER NOT NULL,
            PRIMARY KEY (app, group_number),
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE counters (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            position INTEGER NOT NULL,
            counter BLOB NOT NULL,
            value INTEGER NOT NULL,
            PRIMARY KEY (app, group_number, position),
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE portrait_items (
            app INTEGER NOT NULL,
            account TEXT NOT NULL,
            tag TEXT NOT NULL,
            text BLOB,
            number INTEGER,
            PRIMARY KEY (app, account, tag),
            FOREIGN KEY (app, account) REFERENCES accounts (app, account),
            CHECK ((text IS NULL) <> (number IS NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE global_mutes (
            app INTEGER NOT NULL,
            account TEXT NOT NULL,
            c2c_until INTEGER NOT NULL,
            group_until INTEGER NOT NULL,
            PRIMARY KEY (app, account),
            FOREIGN KEY (app, account) REFERENCES accounts (app, account)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE accounts ADD COLUMN kick_time INTEGER NOT NULL DEFAULT 0;
        """
}
