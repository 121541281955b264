import Foundation
import SQLiteStore

/// Copies what makes a data folder: its store, its apps and its certificates.
struct FolderCopy {
    /// Small files beside the database; any of them may be missing.
    ///
    /// They are copied before the database: what they say of it is true of a later state too.
    static let fileNames =
        [GeneratedApp.fileName, CreatedAppsFile.fileName, DemoWorld.fileName, Seed.noteName]
        + ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem"].map { "tls/" + $0 }

    private let source: String
    private let progress: ProgressLines

    init(from source: String, _ progress: ProgressLines) {
        self.source = source
        self.progress = progress
    }

    /// Fills a folder without a store, and reads what was copied for damage.
    ///
    /// - Returns: the names of the small files that were copied.
    /// - Throws: ``ConfigurationError``, ``StoreOpenError``.
    func fill(_ folder: String) throws -> [String] {
        let (from, to) = (DataFolder(path: source), DataFolder(path: folder))
        var copied: [String] = []
        for name in Self.fileNames {
            if let content = try from.read(name) {
                try to.write(content, to: name)
                copied.append(name)
            }
        }
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        try StoreBackup.copy(from: URL(fileURLWithPath: source, isDirectory: true), to: url) { done, all in
            progress.sayIfDue("copying the database: \(Self.megabytes(done)) of \(Self.megabytes(all)) MB")
        }
        let report = try StoreCheckReport(folder: url) { _, bytes in
            progress.say("the database is copied; checking its \(Self.megabytes(Int64(bytes))) MB")
        }
        guard report.isWhole else {
            throw ConfigurationError(
                "the store of \(source) is damaged, so its copy is not kept: "
                    + (report.findings + report.losses).joined(separator: "; "))
        }
        return copied
    }

    private static func megabytes(_ bytes: Int64) -> String {
        String(format: "%.1f", Double(bytes) / 1_000_000)
    }
}
