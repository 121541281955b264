import Storage
import StoreTransactions
import Wire

/// Who was asked to read messages, and who has.
struct ReceiptTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT is_read, place
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
                    WITH ORDINALITY AS wanted (bucket, stream, message, account, place)
                CROSS JOIN (VALUES (false), (true)) AS states (is_read)
                JOIN receipts USING (bucket, stream, message, is_read, account)
            """
        case insert = """
            INSERT INTO receipts (bucket, stream, message, account, is_read)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::boolean[])
            """
        case save = """
            UPDATE receipts SET is_read = new.is_read
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::boolean[], $6::boolean[])
                AS new (bucket, stream, message, account, is_read, was_read)
            WHERE receipts.bucket = new.bucket AND receipts.stream = new.stream AND receipts.message = new.message
                AND receipts.is_read = was_read AND receipts.account = new.account
            """
        case delete = """
            DELETE FROM receipts
            USING unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::boolean[])
                AS gone (bucket, stream, message, account, is_read)
            WHERE receipts.bucket = gone.bucket AND receipts.stream = gone.stream AND receipts.message = gone.message
                AND receipts.is_read = gone.is_read AND receipts.account = gone.account
            """
        case askMembers = """
            INSERT INTO receipts (bucket, stream, message, is_read, account)
            SELECT bucket, $3, $4, false, account FROM members
            WHERE bucket = $1 AND group_number = $2 AND account <> $5
            """
        case count = """
            SELECT count(*) FILTER (WHERE is_read), count(*) FILTER (WHERE NOT is_read), place
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
                    WITH ORDINALITY AS wanted (bucket, stream, message, place)
                JOIN receipts USING (bucket, stream, message)
            GROUP BY place
            """
        case page = """
            SELECT account FROM receipts
            WHERE bucket = $1 AND stream = $2 AND message = $3 AND is_read = $4 AND account > $5
            ORDER BY account LIMIT $6
            """
        case deleteRange = "DELETE FROM receipts WHERE bucket = $1 AND stream = $2 AND message BETWEEN $3 AND $4"
        case deleteOfAccounts = """
            DELETE FROM receipts
            WHERE account || '' = ANY ($2::text[])
                AND (SELECT app FROM streams WHERE streams.bucket = receipts.bucket AND number = stream) = $1
            """
    }

    let session: Session

    /// Takes accounts out of all lists of an app.
    func deleteAll(of accounts: [Account], in app: SDKAppID) throws {
        try session.run(SQL.deleteOfAccounts, [.app(app), accounts.texts(\.text)])
    }

    /// - Parameter range: bucket, stream, and the first and last of the messages that go.
    func delete(_ range: [Parameter]) throws {
        try session.run(SQL.deleteRange, range)
    }

    /// How many have read each of the messages, in their order.
    func counts(of messages: [MessageKey]) throws -> [ReceiptCount] {
        let found = try session.rows(SQL.count, MessageTable.parameters(messages)) { row in
            (count: ReceiptCount(read: row.integer(0), unread: row.integer(1)), place: Int(row.integer(2)))
        }
        var counts = messages.map { _ in ReceiptCount(read: 0, unread: 0) }
        for (count, place) in found {
            counts[place - 1] = count
        }
        return counts
    }

    /// Asks all members of a group but one.
    func ask(_ message: MessageKey, group: GroupNumber, except account: Account) throws {
        try session.run(
            SQL.askMembers,
            [
                .integer(Bucket.of(group)), .integer(group), .integer(message.stream), .integer(message.seq),
                .text(account.text),
            ])
    }

    /// Accounts that have read a message, or have not, behind one, by account.
    func accounts(of message: MessageKey, areRead: Bool, after account: Account?, limit: Int64) throws -> [Account] {
        try session.rows(
            SQL.page,
            [
                .integer(Bucket.of(message.stream)), .integer(message.stream), .integer(message.seq), .bool(areRead),
                .text(account?.text ?? ""), .integer(limit),
            ]
        ) { try $0.account(0) }
    }
}

extension ReceiptTable: ArrayTable {
    static var finding: SQL { .find }
    static let width: Int32 = 1

    func parameters(_ keys: [ReceiptKey]) -> [Parameter] {
        MessageTable.parameters(keys.map(\.message)) + [keys.texts(\.account.text)]
    }

    static func row(_ row: borrowing ResultRow) -> Bool {
        row.bool(0)
    }

    func write(_ changes: [RowChange<ReceiptKey, Bool>]) throws {
        var deleted: [KeyedRow<ReceiptKey, Bool>] = []
        var inserted: [KeyedRow<ReceiptKey, Bool>] = []
        var saved: [(old: Bool, new: KeyedRow<ReceiptKey, Bool>)] = []
        for change in changes {
            switch (change.old, change.new.map { KeyedRow(key: change.key, row: $0) }) {
            case (nil, let new?): inserted.append(new)
            case (let old?, let new?): saved.append((old, new))
            case (let old?, nil): deleted.append(KeyedRow(key: change.key, row: old))
            case (nil, nil): break
            }
        }
        if !deleted.isEmpty {
            try session.run(SQL.delete, parameters(deleted))
        }
        if !inserted.isEmpty {
            try session.run(SQL.insert, parameters(inserted))
        }
        if !saved.isEmpty {
            try session.run(SQL.save, parameters(saved.map(\.new)) + [saved.bools(\.old)], expecting: saved.count)
        }
    }

    private func parameters(_ rows: [KeyedRow<ReceiptKey, Bool>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [rows.bools(\.row)]
    }
}
