extension Schema {
    /// All tables.
    ///
    /// - Every primary key begins with the bucket, and every unique index has it, as ``Bucket`` says; no foreign key, no
    ///   trigger.
    ///   The numbers of groups and streams end with their bucket, so that whoever has one knows the other.
    /// - An index that is there for a list or for a deletion begins with an expression, such as `group_number + 0`, which only
    ///   the statements that are meant to use it repeat. Beside a primary key that begins alike the planner would take it for
    ///   the look-up of one row in a table of which it knows little, and read the whole group.
    /// - Identifiers are texts that are compared byte for byte. Texts that may hold NUL are `bytea`.
    /// - A member's row has the account's bucket, so that the account's list of groups, `memberships`, can be kept equal
    ///   without asking for the members. That list repeats what it filters and sorts its groups by.
    /// - An app's groups are counted in several rows, which are added up, so that those who create groups at the same time do
    ///   not wait for each other.
    /// - Rows that are written again and again leave room on their page for the next version of a row.
    /// - `commits` has a row of every batch whose answer its node may not have, which tells whether the batch stands: few
    ///   rows, for a node that has its answers removes them. It has a bucket of what the batch is about.
    /// - A sequence gives a block of numbers at a time; see ``NumberTable``.
    static let version1 = """
        CREATE TABLE store (
            id smallint PRIMARY KEY CHECK (id = 1),
            identity text NOT NULL
        );

        INSERT INTO store (id, identity) VALUES (1, replace(gen_random_uuid()::text, '-', ''));

        CREATE TABLE commits (
            bucket integer NOT NULL,
            id bytea NOT NULL,
            stands boolean NOT NULL,
            at timestamptz NOT NULL DEFAULT now(),
            PRIMARY KEY (bucket, id)
        );

        CREATE SEQUENCE group_numbers AS bigint MINVALUE 0 START WITH 0 INCREMENT BY 1024;
        CREATE SEQUENCE stream_numbers AS bigint MINVALUE 0 START WITH 0 INCREMENT BY 1024;
        CREATE SEQUENCE permission_group_numbers AS bigint MINVALUE 0 START WITH 0 INCREMENT BY 1024;

        \(version1Accounts)

        \(version1Groups)

        \(version1Communities)

        \(version1Messages)
        """

    /// What has the bucket of an account or an app.
    private static let version1Accounts = """
        CREATE TABLE accounts (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            nick bytea,
            face_url bytea,
            import_time bigint NOT NULL,
            kick_time bigint NOT NULL,
            PRIMARY KEY (bucket, app, account)
        );

        CREATE TABLE portrait_items (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            tag bytea NOT NULL,
            text bytea,
            number bigint,
            PRIMARY KEY (bucket, app, account, tag),
            CHECK ((text IS NULL) <> (number IS NULL))
        );

        CREATE TABLE global_mutes (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            c2c_until bigint NOT NULL,
            group_until bigint NOT NULL,
            PRIMARY KEY (bucket, app, account)
        );

        CREATE TABLE memberships (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            group_number bigint NOT NULL,
            join_time bigint NOT NULL,
            group_id text COLLATE "C" NOT NULL,
            group_type smallint NOT NULL,
            group_topics boolean NOT NULL,
            group_active boolean NOT NULL,
            rank smallint NOT NULL,
            PRIMARY KEY (bucket, app, account, group_number)
        );

        CREATE INDEX memberships_in_order ON memberships ((app + 0), account, join_time, group_id);

        CREATE TABLE group_counts (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            type smallint NOT NULL,
            part smallint NOT NULL,
            count bigint NOT NULL,
            PRIMARY KEY (bucket, app, type, part)
        ) WITH (fillfactor = 50);

        CREATE TABLE group_growth (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            day bigint NOT NULL,
            groups_before bigint NOT NULL,
            PRIMARY KEY (bucket, app)
        );

        CREATE TABLE broadcasts (
            bucket integer NOT NULL,
            app bigint NOT NULL,
            last_seq bigint NOT NULL,
            PRIMARY KEY (bucket, app)
        ) WITH (fillfactor = 50);
        """

    /// Groups and what hangs on those of any type.
    private static let version1Groups = """
        CREATE TABLE groups (
            bucket integer NOT NULL,
            number bigint NOT NULL,
            app bigint NOT NULL,
            group_id text COLLATE "C" NOT NULL,
            version bigint NOT NULL,
            next_entry bigint NOT NULL,
            create_time bigint NOT NULL,
            info_seq bigint NOT NULL,
            last_info_time bigint NOT NULL,
            last_msg_time bigint NOT NULL,
            next_msg_seq bigint NOT NULL,
            read_floor bigint NOT NULL,
            member_num bigint NOT NULL,
            max_member_num bigint NOT NULL,
            default_permission bigint NOT NULL,
            type smallint NOT NULL,
            apply_join_option smallint NOT NULL,
            invite_join_option smallint NOT NULL,
            is_muted boolean NOT NULL,
            supports_topics boolean NOT NULL,
            enables_permissions boolean NOT NULL,
            shows_history_before_join boolean NOT NULL,
            is_activated boolean NOT NULL,
            owner text COLLATE "C",
            name bytea NOT NULL,
            introduction bytea NOT NULL,
            notification bytea NOT NULL,
            face_url bytea NOT NULL,
            custom_fields bytea NOT NULL,
            PRIMARY KEY (bucket, number)
        ) WITH (fillfactor = 75);

        CREATE UNIQUE INDEX groups_by_id ON groups (group_id, app, bucket);
        CREATE INDEX groups_in_order ON groups ((app + 0), number);
        CREATE INDEX groups_by_type ON groups ((app + 0), type, number);
        CREATE INDEX groups_by_owner ON groups ((app + 0), owner);

        CREATE TABLE members (
            bucket integer NOT NULL,
            account_bucket integer NOT NULL,
            group_number bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            rank smallint NOT NULL,
            role smallint NOT NULL,
            msg_flag smallint NOT NULL,
            join_time bigint NOT NULL,
            entry bigint NOT NULL,
            msg_seq bigint NOT NULL,
            own_unread bigint NOT NULL,
            read_floor bigint NOT NULL,
            last_send_msg_time bigint NOT NULL,
            mute_until bigint NOT NULL,
            name_card bytea NOT NULL,
            custom_fields bytea NOT NULL,
            PRIMARY KEY (bucket, group_number, account)
        ) WITH (fillfactor = 80);

        CREATE INDEX members_in_order ON members ((group_number + 0), rank, join_time, entry);
        CREATE INDEX members_with_office ON members ((group_number + 0), rank, join_time, entry) WHERE role < 2;

        CREATE TABLE mutes (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            topic text COLLATE "C" NOT NULL,
            account text COLLATE "C" NOT NULL,
            mute_until bigint NOT NULL,
            PRIMARY KEY (bucket, group_number, topic, account)
        );

        CREATE INDEX mutes_by_end ON mutes ((group_number + 0), topic, mute_until DESC, account);
        CREATE INDEX mutes_by_account ON mutes ((account || ''));

        CREATE TABLE bans (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            banned_until bigint NOT NULL,
            PRIMARY KEY (bucket, group_number, account)
        );

        CREATE INDEX bans_by_end ON bans ((group_number + 0), banned_until, account);
        CREATE INDEX bans_by_account ON bans ((account || ''));

        CREATE TABLE room_admins (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            entry bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            PRIMARY KEY (bucket, group_number, entry)
        );

        CREATE INDEX room_admins_by_account ON room_admins ((account || ''));

        CREATE TABLE attributes (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            fields bytea NOT NULL,
            write_second bigint NOT NULL,
            writes bigint NOT NULL,
            PRIMARY KEY (bucket, group_number)
        ) WITH (fillfactor = 80);

        CREATE TABLE counters (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            position bigint NOT NULL,
            counter bytea NOT NULL,
            value bigint NOT NULL,
            PRIMARY KEY (bucket, group_number, position)
        ) WITH (fillfactor = 80);
        """

    /// What hangs on Communities.
    private static let version1Communities = """
        CREATE TABLE topics (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            topic text COLLATE "C" NOT NULL,
            create_time bigint NOT NULL,
            last_msg_time bigint NOT NULL,
            next_msg_seq bigint NOT NULL,
            read_floor bigint NOT NULL,
            is_muted boolean NOT NULL,
            name bytea NOT NULL,
            introduction bytea NOT NULL,
            notification bytea NOT NULL,
            face_url bytea NOT NULL,
            custom_string bytea NOT NULL,
            PRIMARY KEY (bucket, group_number, topic)
        ) WITH (fillfactor = 80);

        CREATE TABLE topic_reads (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            topic text COLLATE "C" NOT NULL,
            msg_seq bigint NOT NULL,
            read_floor bigint NOT NULL,
            PRIMARY KEY (bucket, group_number, account, topic)
        ) WITH (fillfactor = 80);

        CREATE INDEX topic_reads_by_topic ON topic_reads ((group_number + 0), topic);

        CREATE TABLE permission_groups (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            permission_group text COLLATE "C" NOT NULL,
            number bigint NOT NULL,
            permission bigint NOT NULL,
            member_count bigint NOT NULL,
            next_entry bigint NOT NULL,
            name bytea NOT NULL,
            custom_string bytea NOT NULL,
            PRIMARY KEY (bucket, group_number, permission_group)
        );

        CREATE INDEX permission_groups_in_order ON permission_groups ((group_number + 0), number);

        CREATE TABLE permission_group_members (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            account text COLLATE "C" NOT NULL,
            permission_group_number bigint NOT NULL,
            entry bigint NOT NULL,
            PRIMARY KEY (bucket, group_number, account, permission_group_number)
        );

        CREATE INDEX permission_group_members_in_order
            ON permission_group_members ((permission_group_number + 0), entry);

        CREATE TABLE topic_permissions (
            bucket integer NOT NULL,
            group_number bigint NOT NULL,
            permission_group_number bigint NOT NULL,
            topic text COLLATE "C" NOT NULL,
            permission bigint NOT NULL,
            PRIMARY KEY (bucket, group_number, permission_group_number, topic)
        );

        CREATE INDEX topic_permissions_by_topic ON topic_permissions ((group_number + 0), topic);
        """

    /// Messages, with their receipts and pairs.
    ///
    /// A stream whose group or topic is gone has no group's number.
    private static let version1Messages = """
        CREATE TABLE streams (
            bucket integer NOT NULL,
            number bigint NOT NULL,
            app bigint NOT NULL,
            group_number bigint,
            topic text COLLATE "C" NOT NULL,
            uncounted bigint NOT NULL,
            cleared_seq bigint NOT NULL,
            is_room boolean NOT NULL,
            PRIMARY KEY (bucket, number)
        ) WITH (fillfactor = 80);

        CREATE UNIQUE INDEX streams_by_conversation ON streams (group_number, topic, bucket);
        CREATE INDEX streams_in_order ON streams ((app + 0), number);

        CREATE TABLE messages (
            bucket integer NOT NULL,
            stream bigint NOT NULL,
            seq bigint NOT NULL,
            time bigint NOT NULL,
            random bigint NOT NULL,
            uncounted bigint NOT NULL,
            flags bigint NOT NULL,
            priority smallint NOT NULL,
            sender text COLLATE "C" NOT NULL,
            body bytea NOT NULL,
            cloud_custom_data bytea NOT NULL,
            PRIMARY KEY (bucket, stream, seq)
        );

        CREATE TABLE recent_sends (
            bucket integer NOT NULL,
            stream bigint NOT NULL,
            app bigint NOT NULL,
            random bigint NOT NULL,
            digest bytea NOT NULL,
            kept_until bigint NOT NULL,
            seq bigint NOT NULL,
            time bigint NOT NULL,
            PRIMARY KEY (bucket, stream, app, random, digest, kept_until)
        );

        CREATE INDEX recent_sends_by_end ON recent_sends ((app + 0), kept_until);

        CREATE TABLE receipts (
            bucket integer NOT NULL,
            stream bigint NOT NULL,
            message bigint NOT NULL,
            is_read boolean NOT NULL,
            account text COLLATE "C" NOT NULL,
            PRIMARY KEY (bucket, stream, message, is_read, account)
        );

        CREATE INDEX receipts_by_account ON receipts ((account || ''));

        CREATE TABLE extensions (
            bucket integer NOT NULL,
            stream bigint NOT NULL,
            message bigint NOT NULL,
            key bytea NOT NULL,
            value bytea NOT NULL,
            seq bigint NOT NULL,
            PRIMARY KEY (bucket, stream, message, key)
        );

        CREATE INDEX extensions_in_order ON extensions ((stream + 0), message, seq, key);

        CREATE TABLE extension_counters (
            bucket integer NOT NULL,
            stream bigint NOT NULL,
            message bigint NOT NULL,
            latest_seq bigint NOT NULL,
            clear_seq bigint NOT NULL,
            minute bigint NOT NULL,
            changes bigint NOT NULL,
            PRIMARY KEY (bucket, stream, message)
        ) WITH (fillfactor = 80);

        CREATE STATISTICS members_by_group (ndistinct, dependencies) ON bucket, group_number FROM members;
        CREATE STATISTICS memberships_by_account (ndistinct, dependencies) ON bucket, app, account FROM memberships;
        CREATE STATISTICS mutes_by_group (ndistinct, dependencies) ON bucket, group_number FROM mutes;
        CREATE STATISTICS messages_by_stream (ndistinct, dependencies) ON bucket, stream FROM messages;
        CREATE STATISTICS recent_sends_by_stream (ndistinct, dependencies) ON bucket, stream, app FROM recent_sends;
        CREATE STATISTICS receipts_by_message (ndistinct, dependencies) ON bucket, stream, message FROM receipts;
        CREATE STATISTICS extensions_by_message (ndistinct, dependencies) ON bucket, stream, message FROM extensions;
        """
}
