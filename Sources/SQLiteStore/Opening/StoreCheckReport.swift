package import Foundation
import GRDB

/// What a check of a store that is not open has found.
package struct StoreCheckReport: Equatable, Sendable {
    /// The database.
    package let file: String
    /// What is damaged, in words; empty when nothing is.
    package let findings: [String]
    /// What has been lost of the database or its log, in words.
    package let losses: [String]

    /// Checks the whole store of a data folder, and notes that it was, so that the next start does not.
    ///
    /// A store without damage is closed in order then, its log in the database; otherwise nothing is changed but that
    /// SQLite may have written the log back.
    ///
    /// - Parameter willCheck: called before the long part, with the size of the database in bytes.
    /// - Throws: ``StoreOpenError``, when there is no store, or when it is open.
    package init(folder url: URL, willCheck: (_ file: String, _ bytes: Int) -> Void) throws {
        let folder = try DataFolder(url, makesFolder: false)
        defer { folder.unlock() }
        file = folder.databasePath
        (findings, losses) = try folder.namingFailures {
            let found = try FoundDatabase(in: folder, signs: [], makesStore: false)
            willCheck(folder.databasePath, try folder.databaseSize())
            let findings = try found.reader.unsafeRead { try IntegrityCheck.findings(in: $0) }
            let writer = try found.openWriter(durability: .full)
            let losses = try found.recover(through: writer).losses
            if findings.isEmpty {
                writer.writeWithoutTransaction { $0.keepLog(false) }
                try folder.changeNote { $0.isUnchecked = false }
                try folder.closeDatabase(writer)
            }
            return (findings, losses)
        }
    }

    /// Whether the store is as it was left.
    package var isWhole: Bool { findings.isEmpty && losses.isEmpty }
}
