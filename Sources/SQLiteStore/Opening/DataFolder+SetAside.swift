import Foundation

extension DataFolder {
    /// Renames the database, what belongs to it, and the note of it, so that a new store can begin.
    ///
    /// An empty file stays as it is.
    ///
    /// - Parameter others: files that others have written about this store.
    /// - Returns: the new names.
    func setAside(_ others: [String]) throws -> [String] {
        let files = Self.databaseSuffixes.map { Self.databaseName + $0 } + others
        let names = files + [Self.noteName]
        let manager = FileManager.default
        var number = 1
        while names.contains(where: { manager.fileExists(atPath: file(Self.aside($0, number))) }) {
            number += 1
        }
        var moved = try files.compactMap { try setAside($0, number) }
        // the note goes last: until then the folder asks for its store
        try synchronizeFolder()
        moved += try [Self.noteName].compactMap { try setAside($0, number) }
        try forgetStore()
        return moved
    }

    /// - Returns: the new name; `nil` for a file that is missing or empty.
    private func setAside(_ name: String, _ number: Int) throws -> String? {
        guard try size(name) > 0 else {
            return nil
        }
        let aside = Self.aside(name, number)
        guard rename(file(name), file(aside)) == 0 else {
            throw Self.failure(file(name))
        }
        return aside
    }

    /// The files of a database keep names by which SQLite finds them together.
    private static func aside(_ name: String, _ number: Int) -> String {
        guard name.hasPrefix(databaseName) else {
            return "\(name).old-\(number)"
        }
        return "\(databaseName).old-\(number)\(name.dropFirst(databaseName.count))"
    }
}
