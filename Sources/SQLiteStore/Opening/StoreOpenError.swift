import Files
import SystemPackage

/// Why a data folder cannot be opened; the description is meant for the operator.
package enum StoreOpenError: Error, Sendable {
    /// The folder or a file in it cannot be made, read or written.
    case inaccessible(path: String, reason: String)
    /// A file that the store writes is a symbolic link.
    case link(path: String)
    /// A store is open on the folder, in this process or another.
    case inUse(folder: String, process: String)
    /// A check is asked for where no store is.
    case noStore(file: String)
    /// The folder had a store, and the file is missing or holds nothing.
    case missingStore(file: String, sign: String)
    /// The file is no database.
    case notADatabase(file: String)
    /// The file is a database of some other program.
    case foreignDatabase(file: String)
    /// The file is the database of another folder.
    case otherStore(file: String, found: String, noted: String, note: String)
    /// What the folder notes of its store cannot be read.
    case unreadableNote(path: String)
    /// A later release has written the database.
    case newerSchema(file: String, found: Int, supported: Int)
    /// A copy reads the database, which is of an earlier release.
    case olderSchema(file: String, found: Int, needed: Int)
    /// A copy that fills the database has not ended.
    case unfinishedCopy(file: String)
    /// No release has written such a database.
    case unknownSchema(file: String, found: Int)
    /// The database cannot be brought to the present form.
    case notUpgraded(file: String, from: Int, reason: String)
    /// The database is damaged.
    case damaged(file: String, findings: [String])
    /// The database refuses a setting on which its durability rests.
    case settingRefused(setting: String, found: String)
    /// SQLite itself is too old for what the store asks of it.
    case oldSQLite(found: String, needed: String)

    /// The folder or a file in it cannot be used, as a call of the system has found.
    static func inaccessible(path: String, _ cause: any Error) -> StoreOpenError {
        .inaccessible(path: path, reason: (cause as? Errno)?.words ?? "\(cause)")
    }

    /// Whether a new store may begin in spite of it, when the operator asks for one.
    var isOvercomeByNewStore: Bool {
        switch self {
        case .missingStore, .notADatabase, .foreignDatabase, .otherStore: true
        default: false
        }
    }
}

extension StoreOpenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inaccessible(let path, let reason):
            "\(path) cannot be used: \(reason)"
        case .link(let path):
            "\(path) is a symbolic link; files that the server writes must not be, though the data folder itself may"
        case .inUse(let folder, let process):
            "the data folder \(folder) is in use by \(process.isEmpty ? "another process" : "process \(process)"); "
                + "one server runs on a folder at a time"
        case .noStore(let file):
            "there is no store: \(file) is missing or holds nothing"
        case .missingStore(let file, let sign):
            "\(file) is missing or holds nothing, but \(sign) shows that the folder had a store; put the database or a "
                + "backup in its place, or let a new and empty store begin with --new-store"
        case .notADatabase(let file):
            "\(file) is damaged: it is not a database; put a backup in its place, or \(Self.setAside)"
        case .foreignDatabase(let file):
            "\(file) is a database of another program; put the store's own in its place, or \(Self.setAside)"
        case .otherStore(let file, let found, let noted, let note):
            "\(file) is the database of another store (its identity is \(found), that of this folder's is \(noted)); put "
                + "the right one in its place, remove \(note) to take this one as it is, or \(Self.setAside)"
        case .unreadableNote(let path):
            "\(path) is damaged; restore it, or remove it to take the database as it is"
        case .newerSchema(let file, let found, let supported):
            "\(file) has schema version \(found), which a later release has written; this program reads versions up to "
                + "\(supported)"
        case .olderSchema(let file, let found, let needed):
            "\(file) has schema version \(found), which an earlier release has written; start `qun serve` of this release on "
                + "it and stop it again, which brings it up to \(needed)"
        case .unfinishedCopy(let file):
            "\(file) holds a part of another store, whose copy has not ended; run the same `qun copy` again, which goes on "
                + "where it stopped"
        case .unknownSchema(let file, let found):
            "\(file) has schema version \(found), which no release has written; put a backup in its place"
        case .notUpgraded(let file, let version, let reason):
            "\(file) cannot be brought up from schema version \(version), and stays as it is: \(reason)"
        case .damaged(let file, let findings):
            "\(file) is damaged: \(findings.joined(separator: "; ")); put a backup in its place"
        case .settingRefused(let setting, let found):
            "the database does not take the setting \(setting); it stays at \(found)"
        case .oldSQLite(let found, let needed):
            "this machine's SQLite is \(found), and the store needs \(needed) or later; install a newer libsqlite3, or "
                + "use a release file of Qun, which brings its own"
        }
    }

    private static let setAside = "set it aside and let a new and empty store begin with --new-store"
}
