import Commands
import Configuration
import Foundation
import Groups
import SystemPackage

/// The configuration file: a JSON object whose keys are the names of the settings.
struct ConfigurationFile {
    /// The keys of the section `apps`.
    let appNumbers: [String]
    private let path: String

    private static let settings: Set<String> = [
        "host", "port", "tlsPort", "noTls", "tlsCertificate", "tlsKey", "data", "demo", "logLevel",
        "readCacheBytes", "limits", "apps",
    ]

    /// - Throws: ``ConfigurationError`` when the file cannot be read or holds a key that no setting has.
    init(path: String) throws {
        self.path = path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError("the configuration file \(path) cannot be read")
        }
        guard let top = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw ConfigurationError("the configuration file \(path) is not a JSON object")
        }
        try Self.check(top.keys, among: Self.settings.union(AppSettings.settingNames), in: path)
        try Self.checkSections(of: top, in: path)
        try Self.check(Self.section("limits", of: top, in: path).keys, among: Set(LimitSettings.names), in: path)
        let apps = try Self.section("apps", of: top, in: path)
        for (number, value) in apps {
            guard let app = value as? [String: Any] else {
                throw ConfigurationError("apps.\(number) in \(path) must be an object")
            }
            try Self.check(app.keys, among: AppSettings.settingNames, in: path)
            try Self.checkSections(of: app, in: path)
        }
        appNumbers = apps.keys.sorted()
    }

    func provider() async throws -> any ConfigProvider {
        do {
            return try await FileProvider<JSONSnapshot>(filePath: FilePath(path))
        } catch {
            throw ConfigurationError("the configuration file \(path) cannot be used: \(error)")
        }
    }

    /// Checks the sections that describe an app.
    private static func checkSections(of app: [String: Any], in path: String) throws {
        try check(section("rates", of: app, in: path).keys, among: CallRates.settingNames, in: path)
        try check(section("messages", of: app, in: path).keys, among: MessageLimits.settingNames, in: path)
        try check(section("plan", of: app, in: path).keys, among: PlanLimits.settingNames, in: path)
    }

    private static func section(_ name: String, of top: [String: Any], in path: String) throws -> [String: Any] {
        guard let value = top[name] else {
            return [:]
        }
        guard let section = value as? [String: Any] else {
            throw ConfigurationError("\(name) in \(path) must be an object")
        }
        return section
    }

    private static func check(_ keys: some Sequence<String>, among known: Set<String>, in path: String) throws {
        guard let unknown = keys.filter({ !known.contains($0) }).min() else {
            return
        }
        throw ConfigurationError("\"\(unknown)\" in \(path) is not a setting; known here: \(known.sorted())")
    }
}
