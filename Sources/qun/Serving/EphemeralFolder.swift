import Files
import Foundation
import SystemPackage

/// A new data folder of its own among the temporary files, which is there for one run of the server.
struct EphemeralFolder {
    let path: String

    /// Makes the folder, for this user alone.
    ///
    /// - Parameter place: the folder of temporary files.
    /// - Throws: ``ConfigurationError``.
    init(in place: URL) throws {
        var name = Array(place.appendingPathComponent("qun-XXXXXX").path.utf8CString)
        guard mkdtemp(&name) != nil else {
            throw ConfigurationError(
                "no temporary folder can be made in \(place.path): \(Errno(rawValue: errno).words); set TMPDIR to another "
                    + "place, or leave ephemeral out")
        }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes the folder with all that is in it.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
