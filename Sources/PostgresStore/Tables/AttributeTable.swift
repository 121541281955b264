import Groups
import Storage
import StoreTransactions
import Wire

/// The attributes of groups, inside one transaction.
struct AttributeTable {
    enum SQL: String, CaseIterable {
        case find = """
            SELECT fields, write_second, writes, place
            FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS wanted (bucket, group_number, place)
                JOIN attributes USING (bucket, group_number)
            """
        case save = """
            INSERT INTO attributes (bucket, group_number, fields, write_second, writes)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bigint[])
            ON CONFLICT (bucket, group_number) DO UPDATE SET
                fields = excluded.fields, write_second = excluded.write_second, writes = excluded.writes
            """
        case delete = """
            DELETE FROM attributes USING unnest($1::bigint[], $2::bigint[]) AS gone (bucket, group_number)
            WHERE attributes.bucket = gone.bucket AND attributes.group_number = gone.group_number
            """
    }

    let session: Session

    func delete(_ group: GroupNumber) throws {
        try session.run(SQL.delete, parameters([group]))
    }
}

extension AttributeTable: SavedTable {
    static var finding: SQL { .find }
    static let width: Int32 = 3
    static var saving: SQL { .save }
    static var removing: SQL { .delete }

    func parameters(_ groups: [GroupNumber]) -> [Parameter] {
        [groups.buckets { Bucket.of($0) }, .integers(groups)]
    }

    static func row(_ row: borrowing ResultRow) throws -> AttributesRow {
        guard let fields = row.withBytes(0, CustomFieldCoding.decode) else {
            throw DamagedRow(table: "attributes")
        }
        return AttributesRow(
            attributes: fields.map { GroupAttribute(key: $0.key, value: $0.value) },
            rate: AttributeWriteRate(second: row.time(1), writes: row.integer(2)))
    }

    func parameters(_ rows: [KeyedRow<GroupNumber, AttributesRow>]) -> [Parameter] {
        parameters(rows.map(\.key)) + [
            rows.bytes { keyed in
                CustomFieldCoding.encode(keyed.row.attributes.map { CustomField(key: $0.key, value: $0.value) })
            },
            rows.integers(\.row.rate.second.seconds), rows.integers(\.row.rate.writes),
        ]
    }
}
