import Apps
import Foundation

/// A folder that is removed with the last reference to it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("qun-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and returns its path.
    func write(_ text: String) throws -> String {
        let file = path + "/settings.json"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}
