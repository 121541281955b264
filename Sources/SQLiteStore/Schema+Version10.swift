extension Schema {
    /// Receipts can be found by account, so that they go with it.
    static let version10 = """
        CREATE INDEX receipts_by_account ON receipts (account);
        """
}
