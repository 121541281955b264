import Foundation
import GRDB
import Logging
import TestSupport

@testable import SQLiteStore

/// A data folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("qun-tests-" + UUID().uuidString)

    /// Inserts a group, so that the indexes of groups hold something.
    static let groupSQL = """
        INSERT INTO groups (app, group_id, version, next_entry, type, name, introduction, notification, face_url,
            create_time, info_seq, last_info_time, last_msg_time, next_msg_seq, member_num, max_member_num,
            apply_join_option, invite_join_option, is_muted, supports_topics, enables_permissions, default_permission,
            shows_history_before_join, custom_fields)
        VALUES (1, 'club', 1, 1, 0, '', '', '', '', 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, x'')
        """

    var databasePath: String { url.path + "/qun.sqlite" }

    deinit {
        _ = try? FileManager.default.removeItem(at: url)
    }

    func openStore(didCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }) throws -> SQLiteStore {
        try SQLiteStore(folder: url, logger: Logger(label: "tests", factory: Self.silent), didCommit: didCommit)
    }

    /// Opens a store that notes its log.
    func openStore(options: OpeningOptions = OpeningOptions(), log: LogCapture) throws -> SQLiteStore {
        try SQLiteStore(folder: url, options: options, logger: log.logger)
    }

    /// Opens a store that checks the whole database beside its use, however small it is.
    func openStoreThatChecksBeside(log: LogCapture) throws -> SQLiteStore {
        var options = OpeningOptions()
        options.bytesCheckedFirst = 0
        return try openStore(options: options, log: log)
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
        let folder = try DataFolder(url)
        if folder.note == nil {
            // as versions without a note did
            try write("4711", to: "qun.lock")
        }
        try folder.changeNote { $0.isOpen = true }
    }

    /// A folder with the files as a process leaves them that is killed now.
    func copyAsKilled() throws -> TemporaryFolder {
        let copy = TemporaryFolder()
        try FileManager.default.createDirectory(at: copy.url, withIntermediateDirectories: true)
        for name in ["qun.sqlite", "qun.sqlite-wal", "qun.lock", "store.json"] where exists(name) {
            try FileManager.default.copyItem(at: file(name), to: copy.file(name))
        }
        return copy
    }

    func file(_ name: String) -> URL {
        url.appendingPathComponent(name)
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: file(name).path)
    }

    /// The names of all files, sorted.
    func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    }

    /// Makes a file with a text, or replaces one.
    func write(_ text: String, to name: String) throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file(name))
    }

    /// Changes the bytes of a file.
    func change(_ name: String, _ change: (inout Data) -> Void) throws {
        var data = try Data(contentsOf: file(name))
        change(&data)
        try data.write(to: file(name))
    }

    /// What the folder notes of its store.
    func note() throws -> StoreNote {
        try JSONDecoder().decode(StoreNote.self, from: Data(contentsOf: file("store.json")))
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
