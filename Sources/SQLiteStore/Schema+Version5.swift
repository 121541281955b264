extension Schema {
    /// Topics, permission groups, and the topic rights and members of these.
    ///
    /// - Keys begin with the app and the group's number, as those of members do.
    /// - Members of a permission group lie on disk in the order in which they came. One who ceases to be a member of
    ///   the group leaves its permission groups by the foreign key, whatever the reason.
    /// - `member_count` is kept by triggers, so that it stays true when the foreign key deletes.
    static let version5 = """
        CREATE TABLE topics (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            topic TEXT NOT NULL,
            name TEXT NOT NULL,
            introduction TEXT NOT NULL,
            notification TEXT NOT NULL,
            face_url TEXT NOT NULL,
            custom_string TEXT NOT NULL,
            create_time INTEGER NOT NULL,
            last_msg_time INTEGER NOT NULL,
            next_msg_seq INTEGER NOT NULL,
            is_muted INTEGER NOT NULL,
            PRIMARY KEY (app, group_number, topic),
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX topics_by_time ON topics (app, group_number, create_time, topic);

        CREATE TABLE permission_groups (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            permission_group TEXT NOT NULL,
            name TEXT NOT NULL,
            permission INTEGER NOT NULL,
            custom_string TEXT NOT NULL,
            member_count INTEGER NOT NULL,
            next_entry INTEGER NOT NULL,
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number)
        ) STRICT;

        CREATE UNIQUE INDEX permission_groups_by_id ON permission_groups (app, group_number, permission_group);
        CREATE UNIQUE INDEX permission_groups_by_number ON permission_groups (app, group_number, number);

        CREATE TABLE topic_permissions (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            permission_group_number INTEGER NOT NULL,
            topic TEXT NOT NULL,
            permission INTEGER NOT NULL,
            PRIMARY KEY (app, group_number, permission_group_number, topic),
            FOREIGN KEY (app, group_number, permission_group_number)
                REFERENCES permission_groups (app, group_number, number),
            FOREIGN KEY (app, group_number, topic) REFERENCES topics (app, group_number, topic)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX topic_permissions_by_topic ON topic_permissions (app, group_number, topic);

        CREATE TABLE permission_group_members (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            permission_group_number INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            account TEXT NOT NULL,
            PRIMARY KEY (app, group_number, permission_group_number, entry),
            FOREIGN KEY (app, group_number, permission_group_number)
                REFERENCES permission_groups (app, group_number, number),
            FOREIGN KEY (app, account, group_number)
                REFERENCES members (app, account, group_number) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE UNIQUE INDEX permission_group_members_by_account
            ON permission_group_members (app, account, group_number, permission_group_number);

        CREATE TRIGGER permission_group_members_come AFTER INSERT ON permission_group_members BEGIN
            UPDATE permission_groups SET member_count = member_count + 1
            WHERE app = NEW.app AND group_number = NEW.group_number AND number = NEW.permission_group_number;
        END;

        CREATE TRIGGER permission_group_members_go AFTER DELETE ON permission_group_members BEGIN
            UPDATE permission_groups SET member_count = member_count - 1
            WHERE app = OLD.app AND group_number = OLD.group_number AND number = OLD.permission_group_number;
        END;
        """
}
