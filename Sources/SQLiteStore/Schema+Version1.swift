extension Schema {
    /// Accounts, groups, members and mutes.
    ///
    /// - Every key and index begins with the app; a group is joined by the number that its row got, which is never
    ///   given again.
    /// - Every write that touches a group, its members or its mutes moves the group's version on; the number and the
    ///   version together name a state of it.
    /// - Members lie on disk in list order, so that reading a list is one scan from its beginning. Their index by
    ///   account finds a group's member as well as an account's groups, and keeps an account from joining twice.
    /// - Foreign keys name the app too: a key on the group's number alone would find no index when a group goes.
    /// - Texts that may hold NUL are BLOBs.
    static let version1 = """
        CREATE TABLE accounts (
            app INTEGER NOT NULL,
            account TEXT NOT NULL,
            nick BLOB,
            face_url BLOB,
            import_time INTEGER NOT NULL,
            PRIMARY KEY (app, account)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE groups (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            app INTEGER NOT NULL,
            group_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            next_entry INTEGER NOT NULL,
            type INTEGER NOT NULL,
            name TEXT NOT NULL,
            introduction TEXT NOT NULL,
            notification TEXT NOT NULL,
            face_url TEXT NOT NULL,
            owner TEXT,
            create_time INTEGER NOT NULL,
            info_seq INTEGER NOT NULL,
            last_info_time INTEGER NOT NULL,
            last_msg_time INTEGER NOT NULL,
            next_msg_seq INTEGER NOT NULL,
            member_num INTEGER NOT NULL,
            max_member_num INTEGER NOT NULL,
            apply_join_option INTEGER NOT NULL,
            invite_join_option INTEGER NOT NULL,
            is_muted INTEGER NOT NULL,
            supports_topics INTEGER NOT NULL,
            enables_permissions INTEGER NOT NULL,
            default_permission INTEGER NOT NULL,
            shows_history_before_join INTEGER NOT NULL,
            custom_fields BLOB NOT NULL,
            FOREIGN KEY (app, owner) REFERENCES accounts (app, account)
        ) STRICT;

        CREATE UNIQUE INDEX groups_by_id ON groups (app, group_id);
        CREATE UNIQUE INDEX groups_by_number ON groups (app, number);
        CREATE INDEX groups_by_type ON groups (app, type, number);
        CREATE INDEX groups_by_owner ON groups (app, owner, number);

        CREATE TABLE members (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            rank INTEGER NOT NULL,
            join_time INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            account TEXT NOT NULL,
            role INTEGER NOT NULL,
            msg_seq INTEGER NOT NULL,
            msg_flag INTEGER NOT NULL,
            last_send_msg_time INTEGER NOT NULL,
            mute_until INTEGER NOT NULL,
            name_card TEXT NOT NULL,
            custom_fields BLOB NOT NULL,
            PRIMARY KEY (app, group_number, rank, join_time, entry),
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number),
            FOREIGN KEY (app, account) REFERENCES accounts (app, account)
        ) STRICT, WITHOUT ROWID;

        CREATE UNIQUE INDEX members_by_account ON members (app, account, group_number);

        CREATE TABLE mutes (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            topic TEXT NOT NULL,
            account TEXT NOT NULL,
            mute_until INTEGER NOT NULL,
            PRIMARY KEY (app, group_number, topic, account),
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX mutes_by_account ON mutes (app, account);

        CREATE TABLE health (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            checks INTEGER NOT NULL
        ) STRICT;

        INSERT INTO health (id, checks) VALUES (1, 0);
        """
}
