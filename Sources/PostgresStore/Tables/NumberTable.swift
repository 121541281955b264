import StoreTransactions

/// The numbers that were given last: those before a block of ``blockSize`` that a transaction has for itself.
///
/// A sequence gives the block, so that transactions do not wait for each other. What a transaction does not use of it is
/// never given. Blocks that are taken at the same time may be used in any order.
struct NumberTable {
    enum SQL: String, CaseIterable {
        case takeBlock = """
            SELECT CASE series
                    WHEN 0 THEN nextval('group_numbers')
                    WHEN 1 THEN nextval('stream_numbers')
                    ELSE nextval('permission_group_numbers')
                END, place
            FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (series, place)
            """
    }

    /// The step of the sequences; the first number of a block is no row's.
    static let blockSize: Int64 = 1_024

    /// Of groups, of streams, of permission groups.
    static let sequences = ["group_numbers", "stream_numbers", "permission_group_numbers"]

    let session: Session
}

extension NumberTable: ArrayTable {
    static var finding: SQL { .takeBlock }
    static let width: Int32 = 1

    func parameters(_ keys: [NumberSeries]) -> [Parameter] {
        [
            keys.integers { series in
                switch series {
                case .groups: 0
                case .streams: 1
                case .permissionGroups: 2
                }
            }
        ]
    }

    static func row(_ row: borrowing ResultRow) -> Int64 {
        row.integer(0)
    }

    /// Writes nothing.
    ///
    /// - Throws: ``ConflictingWrite`` when a batch has taken more numbers than its block has; it is to run in smaller ones.
    func write(_ changes: [RowChange<NumberSeries, Int64>]) throws {
        for change in changes where (change.new ?? 0) / Self.blockSize != (change.old ?? 0) / Self.blockSize {
            throw ConflictingWrite()
        }
    }
}
