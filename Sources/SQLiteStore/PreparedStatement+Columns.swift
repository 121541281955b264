import Storage
import Wire

extension PreparedStatement {
    func time(_ column: Int32) -> UnixTime {
        UnixTime(seconds: integer(column))
    }

    /// - Throws: ``DamagedRow`` for a text that no account can have.
    func account(_ column: Int32) throws -> Account {
        guard let account = Account.stored(text(column)) else {
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
