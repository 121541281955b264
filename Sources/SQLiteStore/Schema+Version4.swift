extension Schema {
    /// Administrators of AVChatRooms.
    ///
    /// They lie on disk in the order of their appointment.
    static let version4 = """
        CREATE TABLE room_admins (
            app INTEGER NOT NULL,
            group_number INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            account TEXT NOT NULL,
            PRIMARY KEY (app, group_number, entry),
            FOREIGN KEY (app, group_number) REFERENCES groups (app, number),
            FOREIGN KEY (app, account) REFERENCES accounts (app, account)
        ) STRICT, WITHOUT ROWID;

        CREATE UNIQUE INDEX room_admins_by_account ON room_admins (app, account, group_number);
        """
}
