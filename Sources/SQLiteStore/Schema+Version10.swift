extension Schema {
    /// An index of receipts by account, so that they go with the account.
    static let version10 = """
        CREATE INDEX receipts_by_account ON receipts (account);
        """
}
