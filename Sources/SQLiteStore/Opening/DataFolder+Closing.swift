import GRDB

extension DataFolder {
    /// Closes the last connection to the database, and notes that the store was closed in order.
    ///
    /// - Throws: ``StoreOpenError``, or a failure of the database.
    func closeDatabase(_ writer: DatabaseQueue) throws {
        if (try? writer.writeWithoutTransaction { try $0.writeLogBack() }) ?? false {
            // first, so that a process that ends in between is not missed for a log that it has removed
            try noteClosed(needing: nil)
            try writer.close()
        } else {
            try writer.close()
            try noteClosed(needing: WriteAheadLog.head(of: logPath))
        }
    }

    /// - Parameter log: how the log begins where it still holds something.
    private func noteClosed(needing log: WriteAheadLogHead?) throws {
        try changeNote { note in
            note.isOpen = false
            note.log = log
        }
    }
}

extension Database {
    /// Writes what the log holds into the database.
    ///
    /// - Returns: whether all of it is there; a program beside this one that reads an older state prevents it.
    fileprivate func writeLogBack() throws -> Bool {
        let (frames, written) = try checkpoint(.passive)
        return frames == written
    }
}
