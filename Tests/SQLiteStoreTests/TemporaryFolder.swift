import Foundation
import GRDB
import Logging
import TestSupport

@testable import SQLiteStore

/// A data folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("qun-tests-" + UUID().uuidString)

    var databasePath: String { url.path + "/qun.sqlite" }

    deinit {
        _ = try? FileManager.default.removeItem(at: url)
    }

    func openStore(didCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }) throws -> SQLiteStore {
        try SQLiteStore(folder: url, logger: Logger(label: "tests", factory: Self.silent), didCommit: didCommit)
    }

    /// Opens a store that notes its log.
    func openStore(log: LogCapture) throws -> SQLiteStore {
        try SQLiteStore(folder: url, logger: log.logger)
    }

    /// Makes the folder with a database that a version of the schema would have left.
    func makeDatabase(version: Int) throws {
        try withDatabase { try Schema.migrate($0, from: 0, to: version) }
    }

    /// Lends the database file while no store has it.
    func withDatabase<Result>(_ body: (Database) throws -> Result) throws -> Result {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        let queue = try DatabaseQueue(path: databasePath)
        let result = try queue.writeWithoutTransaction(body)
        try queue.close()
        return result
    }

    /// Marks the folder as one whose last process did not close its store.
    func leaveOpen() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try Data("4711".utf8).write(to: url.appendingPathComponent("qun.lock"))
    }

    /// The permissions of the folder (empty name) or of a file in it.
    func mode(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: url.path + "/" + name)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }

    @Sendable
    private static func silent(_ label: String) -> any LogHandler {
        SwiftLogNoOpLogHandler()
    }
}
