import Commands
import Control
import Foundation
import Wire

/// The apps that were created while the server ran, kept in the data folder.
struct CreatedAppsFile {
    let folder: DataFolder

    /// Its place in the data folder.
    static let fileName = "created-apps.json"

    /// As the file has it, with the key: the file is where the server keeps it.
    private struct Entry: Codable {
        let sdkappid: UInt32
        let secretKey: String
        let admins: [String]
    }

    /// - Throws: ``ConfigurationError`` for a file that is damaged.
    func read() throws -> [CreatedApp] {
        guard let data = try folder.read(Self.fileName) else {
            return []
        }
        guard let entries = try? JSONDecoder().decode([Entry].self, from: data) else {
            throw damage
        }
        return try entries.map { entry in
            let admins = entry.admins.compactMap { Account($0) }
            guard entry.sdkappid > 0, !entry.secretKey.isEmpty, admins.count == entry.admins.count else {
                throw damage
            }
            return CreatedApp(
                sdkAppID: SDKAppID(entry.sdkappid), secretKey: Secret(entry.secretKey), admins: admins)
        }
    }

    func write(_ apps: [CreatedApp]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let entries = apps.map {
            Entry(sdkappid: $0.sdkAppID.number, secretKey: $0.secretKey.revealed, admins: $0.admins.map(\.text))
        }
        try folder.write(encoder.encode(entries), to: Self.fileName)
    }

    private var damage: ConfigurationError {
        ConfigurationError(
            "\(folder.file(Self.fileName)) is damaged; restore it, or remove it to begin without these apps")
    }
}
