import GRDB

@testable import SQLiteStore

/// A store as it is after a life through the first versions of the schema: in each of them something of everything that it
/// could hold was written, in the way of that version.
///
/// The statements are those of a past that does not change any more; a new version adds its own at the end.
enum OlderWorld {
    /// Makes the database of a folder.
    static func make(version: Int, in folder: TemporaryFolder) throws {
        try folder.withDatabase { database in
            for reached in 1...version {
                try Schema.migrate(database, from: reached - 1, to: reached)
                try database.execute(sql: additions[reached - 1])
                try database.execute(sql: newGroup(at: reached))
            }
        }
    }

    /// Makes what ``make(version:in:)`` makes in a database that has been of the present version all its life.
    static func makeAnew(contentOf version: Int, in folder: TemporaryFolder) throws {
        try folder.withDatabase { database in
            try Schema.migrate(database, from: 0)
            for reached in 1...version {
                try database.execute(sql: additions[reached - 1])
                try database.execute(sql: newGroup(at: reached))
            }
            try database.execute(sql: copies)
        }
    }

    /// What the present version keeps beside what the first ones kept.
    private static let copies = """
        UPDATE members SET
            group_id = (SELECT group_id FROM groups WHERE number = group_number),
            group_type = (SELECT type FROM groups WHERE number = group_number),
            group_topics = (SELECT supports_topics FROM groups WHERE number = group_number),
            group_active = (SELECT is_activated FROM groups WHERE number = group_number);
        DELETE FROM group_counts;
        INSERT INTO group_counts (app, type, count) SELECT app, type, count(*) FROM groups GROUP BY app, type;
        """

    /// What came in with each version.
    private static let additions = [
        version1, version2, version3, version4, version5, version6, version7, version8, version9, version10,
        version11,
    ]

    private static let version1 = """
        INSERT INTO accounts (app, account, nick, face_url, import_time) VALUES
            (1, 'alice', CAST('Alice' AS BLOB), CAST('http://a' AS BLOB), 10),
            (1, 'bob', NULL, NULL, 11), (1, 'carol', NULL, NULL, 12), (1, 'dave', NULL, NULL, 13),
            (2, 'alice', CAST('Other' AS BLOB), NULL, 14);

        INSERT INTO groups (app, group_id, version, next_entry, type, name, introduction, notification, face_url, owner,
            create_time, info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num,
            apply_join_option, invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
            shows_history_before_join, custom_fields)
        VALUES
            (1, 'club', 4, 4, 1, 'Club', 'intro', 'note', 'http://g', 'alice', 100, 3, 130, 140, 5, 3, 200, 1, 2, 1, 0, 0, 0,
                0, x'016B000176'),
            (1, '@TGS#_town', 2, 3, 4, 'Town', '', '', '', 'bob', 101, 1, 131, 0, 1, 2, 0, 0, 0, 0, 1, 1, 3, 1, x''),
            (1, 'live', 1, 1, 3, 'Live', '', '', '', 'carol', 102, 0, 102, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, x''),
            (1, 'team', 1, 2, 0, 'Team', '', '', '', 'alice', 103, 0, 103, 0, 1, 1, 200, 0, 0, 0, 0, 0, 0, 0, x''),
            (2, 'club', 1, 2, 1, 'Theirs', '', '', '', 'alice', 104, 0, 104, 0, 1, 1, 200, 0, 0, 0, 0, 0, 0, 0, x'');

        INSERT INTO members (app, group_number, rank, join_time, entry, account, role, msg_seq, msg_flag,
            last_send_msg_time, mute_until, name_card, custom_fields)
        VALUES
            (1, 1, 0, 100, 1, 'alice', 0, 4, 0, 140, 0, 'Boss', x'016D000178'),
            (1, 1, 1, 101, 3, 'carol', 1, 2, 1, 0, 0, '', x''),
            (1, 1, 1, 101, 2, 'bob', 2, 0, 3, 0, 5000, '', x''),
            (1, 2, 0, 101, 1, 'bob', 0, 0, 0, 0, 0, '', x''),
            (1, 2, 1, 110, 2, 'alice', 2, 0, 0, 0, 0, '', x''),
            (1, 4, 0, 103, 1, 'alice', 0, 0, 0, 0, 0, '', x''),
            (2, 5, 0, 104, 1, 'alice', 0, 0, 0, 0, 0, '', x'');

        INSERT INTO mutes (app, group_number, topic, account, mute_until) VALUES
            (1, 1, '', 'bob', 5000), (1, 1, '', 'dave', 6000);
        """

    private static let version2 = """
        INSERT INTO bans (app, group_number, account, banned_until) VALUES (1, 1, 'dave', 7000), (1, 1, 'eve', 8000);
        UPDATE groups SET is_activated = 0 WHERE app = 1 AND group_id = 'team';
        """

    private static let version3 = """
        INSERT INTO attributes (app, group_number, fields, write_second, writes) VALUES (1, 1, x'0473656174000131', 50, 1);
        INSERT INTO counters (app, group_number, position, counter, value) VALUES
            (1, 1, 0, CAST('likes' AS BLOB), 7), (1, 1, 1, CAST('shares' AS BLOB), 8);
        INSERT INTO portrait_items (app, account, tag, text, number) VALUES
            (1, 'alice', 'Tag_Profile_IM_Level', NULL, 9), (1, 'alice', 'Tag_Profile_IM_Location', CAST('sz' AS BLOB), NULL);
        INSERT INTO global_mutes (app, account, c2c_until, group_until) VALUES (1, 'bob', 0, 9000);
        UPDATE accounts SET kick_time = 77 WHERE app = 1 AND account = 'carol';
        """

    private static let version4 = """
        INSERT INTO room_admins (app, group_number, entry, account) VALUES (1, 3, 1, 'dave'), (1, 3, 2, 'bob');
        """

    private static let version5 = """
        INSERT INTO topics (app, group_number, topic, name, introduction, notification, face_url, custom_string,
            create_time, last_msg_time, next_msg_seq, is_muted)
        VALUES
            (1, 2, '@TGS#_town@TOPIC#_b', 'B', '', '', '', 'c', 201, 0, 1, 1),
            (1, 2, '@TGS#_town@TOPIC#_a', 'A', '', '', '', '', 202, 0, 1, 0);
        INSERT INTO mutes (app, group_number, topic, account, mute_until) VALUES
            (1, 2, '@TGS#_town@TOPIC#_a', 'alice', 5500);
        INSERT INTO permission_groups (app, group_number, permission_group, name, permission, custom_string, member_count,
            next_entry)
        VALUES (1, 2, 'pg', 'Readers', 5, 'p', 0, 3);
        INSERT INTO topic_permissions (app, group_number, permission_group_number, topic, permission) VALUES
            (1, 2, 1, '@TGS#_town@TOPIC#_b', 6);
        INSERT INTO permission_group_members (app, group_number, permission_group_number, entry, account) VALUES
            (1, 2, 1, 1, 'bob'), (1, 2, 1, 2, 'alice');
        """

    private static let version6 = "INSERT INTO group_growth (app, day, groups_before) VALUES (1, 3, 4);"

    private static let version7 = "SELECT 1;"

    private static let version8 = """
        INSERT INTO streams (app, group_number, topic, is_room, uncounted, cleared_seq) VALUES
            (1, 1, '', 0, 1, 0), (1, 2, '@TGS#_town@TOPIC#_a', 0, 0, 0);
        INSERT INTO messages (id, sender, time, random, priority, flags, uncounted, body, cloud_custom_data) VALUES
            ((1 << 32) + 1, 'alice', 131, 11, 1, 0, 0, CAST('[1]' AS BLOB), x''),
            ((1 << 32) + 2, 'bob', 132, 12, 1, 1, 0, CAST('[2]' AS BLOB), x''),
            ((1 << 32) + 3, 'carol', 133, 13, 1, 6, 0, CAST('[3]' AS BLOB), CAST('data' AS BLOB)),
            ((1 << 32) + 4, 'alice', 140, 14, 1, 8, 1, CAST('[4]' AS BLOB), x''),
            ((2 << 32) + 1, 'bob', 150, 15, 1, 0, 0, CAST('[5]' AS BLOB), x'');
        UPDATE topics SET next_msg_seq = 2, last_msg_time = 150 WHERE topic = '@TGS#_town@TOPIC#_a';
        INSERT INTO topic_reads (app, account, group_number, topic, msg_seq, read_floor) VALUES
            (1, 'bob', 2, '@TGS#_town@TOPIC#_a', 1, 0);
        INSERT INTO receipts (message, is_read, account) VALUES
            ((1 << 32) + 3, 1, 'alice'), ((1 << 32) + 3, 0, 'bob');
        INSERT INTO extensions (message, key, value, seq) VALUES
            ((1 << 32) + 3, CAST('k' AS BLOB), CAST('v' AS BLOB), 2);
        INSERT INTO extension_counters (message, latest_seq, clear_seq, minute, changes) VALUES
            ((1 << 32) + 3, 2, 0, 2, 1);
        INSERT INTO recent_sends (app, kept_until, stream, random, digest, seq, time) VALUES (1, 440, 1, 14, x'AA', 4, 140);
        INSERT INTO broadcasts (app, last_seq) VALUES (1, 3);
        """

    private static let version9 = "UPDATE store SET openings = 0;"

    /// An index alone.
    private static let version10 = ""

    private static let version11 = """
        INSERT INTO outbox (app, lane, event_time, command, address, opening) VALUES (1, 'gclub', 1, 'c', 'a', x'7B');
        """

    /// A group of alice and bob that is created in a version, with all that this version writes.
    private static func newGroup(at version: Int) -> String {
        let number = "(SELECT number FROM groups WHERE app = 1 AND group_id = 'born\(version)')"
        let copies =
            version >= 7
            ? (", group_id, group_type, group_topics, group_active", ", 'born\(version)', 1, 0, 1") : ("", "")
        return """
            INSERT INTO groups (app, group_id, version, next_entry, type, name, introduction, notification, face_url, owner,
                create_time, info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num,
                apply_join_option, invite_join_option, is_muted, supports_topics, enables_permissions,
                default_permission, shows_history_before_join, custom_fields)
            VALUES (1, 'born\(version)', 1, 3, 1, 'Born', '', '', '', 'alice', 300, 0, 300, 0, 1, 2, 200, 0, 0, 0, 0, 0, 0, 0,
                x'');
            INSERT INTO members (app, group_number, rank, join_time, entry, account, role, msg_seq, msg_flag,
                last_send_msg_time, mute_until, name_card, custom_fields\(copies.0))
            VALUES (1, \(number), 0, 300, 1, 'alice', 0, 0, 0, 0, 0, '', x''\(copies.1)),
                (1, \(number), 1, 300, 2, 'bob', 2, 0, 0, 0, 0, '', x''\(copies.1));
            \(version >= 2 ? "UPDATE group_counts SET count = count + 1 WHERE app = 1 AND type = 1;" : "")
            """
    }
}
