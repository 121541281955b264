import StoreTransactions
import Wire

/// How many broadcasts an app has sent, inside one transaction.
///
/// A transaction that writes keeps others from sending broadcasts as soon as it has asked.
struct BroadcastTable {
    enum SQL: String, CaseIterable {
        case find = "SELECT last_seq FROM broadcasts WHERE bucket = $1 AND app = $2"
        case findForWriting = "SELECT last_seq FROM broadcasts WHERE bucket = $1 AND app = $2 FOR NO KEY UPDATE"
        /// Fails where another transaction has sent the first broadcast meanwhile.
        case insert = "INSERT INTO broadcasts (bucket, app, last_seq) VALUES ($1, $2, $3)"
        case update = "UPDATE broadcasts SET last_seq = $3 WHERE bucket = $1 AND app = $2 AND last_seq = $4"
        case delete = "DELETE FROM broadcasts WHERE bucket = $1 AND app = $2"
    }

    let session: Session
    let app: SDKAppID
}

extension BroadcastTable: KeyedTable {
    private var key: [Parameter] { [.integer(Bucket.of(app)), .app(app)] }

    func find(_: AppWide) throws -> Int64? {
        let isLocked = session.locksGroups
        return try session.rows(isLocked ? SQL.findForWriting : SQL.find, key, first: isLocked) { $0.integer(0) }.first
    }

    func find(_ keys: [AppWide]) throws -> [Int64?] {
        let row = try find(AppWide())
        return keys.map { _ in row }
    }

    func write(_ changes: [RowChange<AppWide, Int64>]) throws {
        for change in changes {
            switch (change.old, change.new) {
            case (nil, let new?): try session.run(SQL.insert, key + [.integer(new)])
            case (let old?, let new?):
                try session.run(SQL.update, key + [.integer(new), .integer(old)], expecting: 1)
            case (_?, nil): try session.run(SQL.delete, key)
            case (nil, nil): break
            }
        }
    }
}
