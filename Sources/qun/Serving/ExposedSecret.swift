import Foundation

/// A file or a folder that holds secrets, and that others than its owner have access to.
///
/// Who belongs to the group of a file was chosen by somebody, so that reading is left to the group, but not writing.
struct ExposedSecret: Equatable {
    let path: String
    /// The permissions, in octal digits.
    let mode: String
    /// What others may do, in words.
    let access: String
    /// A command that takes it from them.
    let remedy: String

    /// - Returns: `nil` when nothing is there, or others have no access to it.
    init?(_ path: String) {
        let place = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard
            let attributes = try? FileManager.default.attributesOfItem(atPath: place),
            let permissions = attributes[.posixPermissions] as? Int
        else {
            return nil
        }
        switch (permissions & 0o004, permissions & 0o022) {
        case (0, 0): return nil
        case (_, 0): access = "read"
        case (0, _): access = "write"
        default: access = "read and write"
        }
        self.path = path
        mode = "0" + String(permissions & 0o7777, radix: 8)
        remedy = "chmod \(attributes[.type] as? FileAttributeType == .typeDirectory ? "700" : "600") \(path)"
    }

    /// What is wrong and how to change it, for people.
    var warning: String { "others may \(access) \(path), which holds secrets (mode \(mode)): \(remedy)" }

    /// What of a data folder is exposed; what SQLite keeps beside the database has the mode of the database.
    static func all(in folder: DataFolder) -> [ExposedSecret] {
        let names = ["app.json", "tls", "tls/ca-key.pem", "tls/server-key.pem", "qun.sqlite"]
        return ([folder.path] + names.map(folder.file)).compactMap(ExposedSecret.init)
    }
}
