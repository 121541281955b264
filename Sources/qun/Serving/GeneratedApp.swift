import Commands
import Control
import Foundation
import Wire

/// The app that the server makes for itself where none is configured, kept in the data folder.
struct GeneratedApp {
    let sdkAppID: SDKAppID
    let secretKey: Secret

    /// Its place in the data folder.
    static let fileName = "app.json"

    /// Reads the app of a data folder, or makes one at the first start.
    ///
    /// - Parameter random: yields an index below a bound, from a cryptographic source.
    static func load(from folder: DataFolder, random: (Int) -> Int) throws -> GeneratedApp {
        if let app = try find(in: folder) {
            return app
        }
        let app = GeneratedApp(
            sdkAppID: SDKAppID(1_400_000_000 + UInt32(random(100_000_000))),
            secretKey: RandomText.hex(count: 64, random))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try folder.write(try encoder.encode(app), to: fileName)
        return app
    }
}

extension GeneratedApp {
    /// Reads the app of a data folder; `nil` where none was made.
    static func find(in folder: DataFolder) throws -> GeneratedApp? {
        guard let data = try folder.read(fileName) else {
            return nil
        }
        guard let app = try? JSONDecoder().decode(GeneratedApp.self, from: data) else {
            throw ConfigurationError("\(folder.file(fileName)) is damaged; restore it, or configure an app instead")
        }
        return app
    }
}

extension GeneratedApp: Codable {
    private enum CodingKeys: String, CodingKey {
        case sdkappid, secretKey
    }

    /// - Throws: for a number or a key that no app can have.
    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        sdkAppID = SDKAppID(try values.decode(UInt32.self, forKey: .sdkappid))
        secretKey = Secret(try values.decode(String.self, forKey: .secretKey))
        guard sdkAppID.number > 0, !secretKey.revealed.isEmpty else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no app is like this"))
        }
    }

    /// Writes the key too: the file is where the server keeps it.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(sdkAppID.number, forKey: .sdkappid)
        try values.encode(secretKey.revealed, forKey: .secretKey)
    }
}
