import Groups
import StoreTransactions
import Wire

/// The profile fields of one app's accounts other than nickname and avatar, inside one transaction.
///
/// No lock guards them, as those of ``AccountTable``.
struct PortraitTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT portrait_items.text, number, place
            FROM unnest($2::bigint[], $3::text[], $4::bytea[]) WITH ORDINALITY AS wanted (bucket, account, tag, place)
                JOIN portrait_items USING (bucket, account, tag)
            WHERE app = $1
            """
        case list = """
            SELECT portrait_items.text, number, tag, place
            FROM unnest($2::bigint[], $3::text[]) WITH ORDINALITY AS wanted (bucket, account, place)
                JOIN portrait_items USING (bucket, account)
            WHERE app = $1
            """
        case insert = """
            INSERT INTO portrait_items (app, bucket, account, tag, text, number)
            SELECT $1::bigint, * FROM unnest($2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bigint[])
            ON CONFLICT DO NOTHING
            """
        case update = """
            UPDATE portrait_items SET text = new.text, number = new.number
            FROM unnest($2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bigint[], $7::bytea[], $8::bigint[])
                AS new (bucket, account, tag, text, number, old_text, old_number)
            WHERE portrait_items.bucket = new.bucket AND app = $1 AND portrait_items.account = new.account
                AND portrait_items.tag = new.tag
                AND portrait_items.text IS NOT DISTINCT FROM old_text
                AND portrait_items.number IS NOT DISTINCT FROM old_number
            """
        case delete = """
            DELETE FROM portrait_items
            USING unnest($2::bigint[], $3::text[], $4::bytea[], $5::bytea[], $6::bigint[])
                AS old (bucket, account, tag, text, number)
            WHERE portrait_items.bucket = old.bucket AND app = $1 AND portrait_items.account = old.account
                AND portrait_items.tag = old.tag
                AND portrait_items.text IS NOT DISTINCT FROM old.text
                AND portrait_items.number IS NOT DISTINCT FROM old.number
            """
        case deleteOfAccounts = """
            DELETE FROM portrait_items USING unnest($2::bigint[], $3::text[]) AS gone (bucket, account)
            WHERE portrait_items.bucket = gone.bucket AND app = $1 AND portrait_items.account = gone.account
            """
    }

    let session: Session
    let app: SDKAppID

    /// The fields of accounts that have been set, by tag.
    func all(of accounts: [Account]) throws -> [Account: [String: PortraitValue]] {
        let found = try session.rows(SQL.list, parameters(accounts)) { row in
            (place: Int(row.integer(3)), tag: row.text(2), value: Self.row(row))
        }
        var portraits = Dictionary(accounts.map { ($0, [String: PortraitValue]()) }) { first, _ in first }
        for (place, tag, value) in found {
            portraits[accounts[place - 1]]?[tag] = value
        }
        return portraits
    }

    func deleteAll(of accounts: [Account]) throws {
        try session.run(SQL.deleteOfAccounts, parameters(accounts))
    }

    private func parameters(_ accounts: [Account]) -> [Parameter] {
        [.app(app), accounts.buckets { Bucket.of($0, in: app) }, accounts.texts(\.text)]
    }
}

extension PortraitTable: ComparedTable {
    static var finding: SQL { .find }
    static var inserting: SQL { .insert }
    static var updating: SQL { .update }
    static var deleting: SQL { .delete }
    static let width: Int32 = 2

    func parameters(_ keys: [PortraitKey]) -> [Parameter] {
        parameters(keys.map(\.account)) + [keys.textBytes(\.tag)]
    }

    static func row(_ row: borrowing ResultRow) -> PortraitValue {
        row.isNull(0) ? .number(row.integer(1)) : .text(row.text(0))
    }

    static func precedes(_ one: PortraitKey, _ other: PortraitKey) -> Bool {
        (one.account, one.tag) < (other.account, other.tag)
    }

    func columns(_ values: [PortraitValue]) -> [Parameter] {
        [
            values.optionalTextBytes { value in
                if case .text(let text) = value { text } else { nil }
            },
            .optionalIntegers(
                values.map { value in
                    if case .number(let number) = value { number } else { nil }
                }),
        ]
    }
}
