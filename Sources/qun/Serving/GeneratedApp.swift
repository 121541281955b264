import Commands
import Foundation
import Wire

/// The app that the server makes for itself where none is configured, kept in the data folder.
struct GeneratedApp: Codable {
    let sdkappid: UInt32
    let secretKey: String

    private static let fileName = "app.json"

    /// Reads the app of a data folder, or makes one at the first start.
    ///
    /// - Parameter random: yields an index below a bound, from a cryptographic source.
    static func load(from folder: DataFolder, random: (Int) -> Int) throws -> GeneratedApp {
        if let data = try folder.read(fileName) {
            guard let app = try? JSONDecoder().decode(GeneratedApp.self, from: data) else {
                throw ConfigurationError("\(folder.file(fileName)) is damaged; restore it, or configure an app instead")
            }
            return app
        }
        let digits = Array("0123456789abcdef")
        let app = GeneratedApp(
            sdkappid: 1_400_000_000 + UInt32(random(100_000_000)),
            secretKey: String((0..<64).map { _ in digits[random(16)] }))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        try folder.write(try encoder.encode(app), to: fileName)
        return app
    }
}
