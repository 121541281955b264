/// Why a data folder cannot be opened; the description is meant for the operator.
package enum StoreOpenError: Error, Sendable {
    /// The folder or a file in it cannot be made, read or written.
    case inaccessible(path: String, reason: String)
    /// A store is open on the folder, in this process or another.
    case inUse(folder: String, process: String)
    /// The file is a database of some other program.
    case foreignDatabase(file: String)
    /// A later release has written the database.
    case newerSchema(file: String, found: Int, supported: Int)
    /// The database is damaged.
    case damaged(file: String, findings: [String])
    /// The database refuses a setting on which its durability rests.
    case settingRefused(setting: String, found: String)
}

extension StoreOpenError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inaccessible(let path, let reason):
            "\(path) cannot be used: \(reason)"
        case .inUse(let folder, let process):
            "the data folder \(folder) is in use by process \(process); one server runs on a folder at a time"
        case .foreignDatabase(let file):
            "\(file) is a database of another program"
        case .newerSchema(let file, let found, let supported):
            "\(file) has schema version \(found), which a later release has written; this program reads versions up to "
                + "\(supported)"
        case .damaged(let file, let findings):
            "\(file) is damaged: \(findings.joined(separator: "; ")); put a backup in its place"
        case .settingRefused(let setting, let found):
            "the database does not take the setting \(setting); it stays at \(found)"
        }
    }
}
