import Foundation
import GRDB
import Synchronization

@testable import SQLiteStore

extension TemporaryFolder {
    /// Works on the database, and copies the folder before each statement, as a kill at that moment would leave it.
    ///
    /// The connection writes pages out early, so that the copies hold transactions that have not ended.
    func copiesOfEachMoment(of work: (Database) throws -> Void) throws -> [TemporaryFolder] {
        let copies = Mutex<[Result<TemporaryFolder, any Error>]>([])
        try withDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
            database.trace { _ in
                copies.withLock { $0.append(Result { try self.copyAsKilled() }) }
            }
            try work(database)
            database.trace(options: [])
        }
        return try copies.withLock(\.self).map { try $0.get() }
    }
}
