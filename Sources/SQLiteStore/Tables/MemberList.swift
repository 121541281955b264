import Groups
import Storage

/// The members of groups, read one after the other.
struct MemberList: ~Copyable {
    private let statement: PreparedStatement
    private var hasRow: Bool
    /// Which of the groups comes next.
    private var place: Int64 = 0

    /// - Parameter statement: of ``MemberTable/SQL/list``, bound and not begun.
    init(_ statement: consuming PreparedStatement) throws {
        hasRow = try statement.step()
        self.statement = statement
    }

    /// Shows the members of the next group as long as the body wants more.
    ///
    /// - Returns: whether the group's list was read to its end; if not, the list is of no further use.
    mutating func forEachOfNextGroup(_ body: (Member) -> Bool) throws -> Bool {
        while hasRow, statement.integer(9) == place {
            guard body(try MemberTable.member(statement)) else {
                return false
            }
            hasRow = try statement.step()
        }
        guard !hasRow || statement.integer(9) > place else {
            throw DamagedRow(table: "members")
        }
        place += 1
        return true
    }
}
