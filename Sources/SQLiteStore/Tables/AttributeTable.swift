import GRDB
import Groups
import Storage
import StoreTransactions
import Wire

/// The attributes of one app's groups, inside one transaction.
struct AttributeTable {
    enum SQL: String, CaseIterable {
        case byGroup = "SELECT fields, write_second, writes FROM attributes WHERE app = ?1 AND group_number = ?2"
        case save = """
            INSERT INTO attributes (app, group_number, fields, write_second, writes) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (app, group_number) DO UPDATE SET
                fields = excluded.fields, write_second = excluded.write_second, writes = excluded.writes
            """
        case delete = "DELETE FROM attributes WHERE app = ?1 AND group_number = ?2"
    }

    typealias Row = AttributesRow

    let database: Database
    let app: SDKAppID
}

extension AttributeTable: SavedTable {
    static var finding: SQL { .byGroup }

    func bind(_ group: GroupNumber, to statement: borrowing PreparedStatement) throws {
        try statement.bind(app, group)
    }

    static func row(_ statement: borrowing PreparedStatement) throws -> AttributesRow {
        guard let fields = statement.withBytes(0, CustomFieldCoding.decode) else {
            throw DamagedRow(table: "attributes")
        }
        return AttributesRow(
            attributes: fields.map { GroupAttribute(key: $0.key, value: $0.value) },
            rate: AttributeWriteRate(second: statement.time(1), writes: statement.integer(2)))
    }

    func save(_ row: AttributesRow, for group: GroupNumber) throws {
        let fields = row.attributes.map { CustomField(key: $0.key, value: $0.value) }
        try database.run(
            SQL.save, app, group, Blob(CustomFieldCoding.encode(fields)), row.rate.second, row.rate.writes)
    }

    func remove(_ group: GroupNumber) throws {
        try database.run(SQL.delete, app, group)
    }
}
