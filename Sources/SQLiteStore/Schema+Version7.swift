extension Schema {
    /// A list of an account's groups that is read page by page.
    ///
    /// A member's row repeats what the list filters and sorts its group by, so that a page and a count read one index.
    static let version7 = """
        ALTER TABLE members ADD COLUMN group_id TEXT NOT NULL DEFAULT '';
        ALTER TABLE members ADD COLUMN group_type INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE members ADD COLUMN group_topics INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE members ADD COLUMN group_active INTEGER NOT NULL DEFAULT 1;

        UPDATE members SET (group_id, group_type, group_topics, group_active) = (
            SELECT group_id, type, supports_topics, is_activated FROM groups
            WHERE groups.app = members.app AND groups.number = members.group_number);

        CREATE INDEX members_joined ON members (
            app, account, join_time, group_id, group_type, group_topics, group_active, rank, group_number);
        """
}
