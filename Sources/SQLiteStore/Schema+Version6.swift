extension Schema {
    /// How many groups an app had when the growth of the present day began to be counted, for quotas of a day.
    static let version6 = """
        CREATE TABLE group_growth (
            app INTEGER PRIMARY KEY,
            day INTEGER NOT NULL,
            groups_before INTEGER NOT NULL
        ) STRICT;
        """
}
