import Wire

/// A stored row that this version of the server cannot have written.
struct DamagedRow: Error, CustomStringConvertible {
    let table: String

    var description: String { "a row of the table \(table) cannot be read" }
}

extension PreparedStatement {
    func time(_ column: Int32) -> UnixTime {
        UnixTime(seconds: integer(column))
    }

    /// - Throws: ``DamagedRow`` for a text that no account can have.
    func account(_ column: Int32) throws -> Account {
        guard let account = Account(text(column)) else {
            throw DamagedRow(table: "accounts")
        }
        return account
    }

    /// - Throws: ``DamagedRow`` for a text that no group can have.
    func group(_ column: Int32) throws -> GroupID {
        guard let group = GroupID(text(column)) else {
            throw DamagedRow(table: "groups")
        }
        return group
    }
}
