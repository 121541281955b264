/// What rows of several tables of an app may tell of each other that is not so.
enum Contradictions {
    /// Statements that find the name of what is wrong, each with the sentence about it.
    static func questions(_ app: UInt32) -> [(sql: String, sentence: (String) -> String)] {
        [
            (
                """
                SELECT group_id FROM groups WHERE app = \(app) AND member_num <> (
                    SELECT count(*) FROM members
                    WHERE members.bucket = groups.bucket AND members.group_number = groups.number)
                LIMIT 1
                """, { "MemberNum of the group \($0) is not the number of its members" }
            ),
            (
                """
                SELECT permission_group FROM permission_groups JOIN groups ON groups.bucket = permission_groups.bucket
                    AND groups.number = permission_groups.group_number
                WHERE groups.app = \(app) AND member_count <> (
                    SELECT count(*) FROM permission_group_members AS member
                    WHERE member.bucket = permission_groups.bucket
                        AND member.group_number = permission_groups.group_number
                        AND member.permission_group_number = permission_groups.number)
                LIMIT 1
                """, { "MemberCount of the permission group \($0) is not the number of its members" }
            ),
            (
                """
                SELECT group_id FROM groups JOIN streams ON streams.bucket = groups.bucket AND group_number = groups.number
                WHERE groups.app = \(app) AND topic = '' AND next_msg_seq <= (
                    SELECT max(seq) FROM messages
                    WHERE messages.bucket = streams.bucket AND messages.stream = streams.number)
                LIMIT 1
                """, { "NextMsgSeq of the group \($0) is not beyond its messages" }
            ),
            (
                """
                SELECT topics.topic FROM groups
                    JOIN topics ON topics.bucket = groups.bucket AND topics.group_number = groups.number
                    JOIN streams ON streams.bucket = groups.bucket AND streams.group_number = groups.number
                        AND streams.topic = topics.topic
                WHERE groups.app = \(app) AND topics.next_msg_seq <= (
                    SELECT max(seq) FROM messages
                    WHERE messages.bucket = streams.bucket AND messages.stream = streams.number)
                LIMIT 1
                """, { "NextMsgSeq of the topic \($0) is not beyond its messages" }
            ),
        ]
    }
}
