import Apps
import Configuration
import Foundation
import Wire

/// The configuration file: a JSON object whose keys are the names of the settings.
struct ConfigurationFile {
    let path: String
    /// The keys of the section `apps`.
    private(set) var appNumbers: [String] = []
    /// By the path of the setting.
    private var values: [[String]: ConfigValue] = [:]
    private var emptySections: [[String]] = []

    /// - Throws: ``ConfigurationError`` when the file cannot be read, or holds what no setting takes.
    init(path: String) throws {
        self.path = path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError("the configuration file \(path) cannot be read")
        }
        guard case .object(let top) = try Self.parse(data, path: path) else {
            throw ConfigurationError("the configuration file \(path) is not a JSON object")
        }
        try take(top, at: [])
    }

    /// Whether the key of an app, or the address of a store, is in the file.
    var holdsSecrets: Bool { values.values.contains(where: \.isSecret) }

    var source: SettingsSource {
        let values = values.map { path, value in (AbsoluteConfigKey(path), value) }
        return SettingsSource(
            name: "file \(path)", provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)))
    }

    /// Refuses keys that are no settings.
    func check(_ names: SettingNames) throws {
        let unknown = values.keys.filter { !names.hasSetting($0) } + emptySections.filter { !names.hasSection($0) }
        guard let first = unknown.min(by: { $0.lexicographicallyPrecedes($1) }) else {
            return
        }
        guard !names.hasSection(first) else {
            throw error(first, "must be an object")
        }
        throw names.unknown(first, in: path)
    }

    private static func parse(_ data: Data, path: String) throws -> JSONValue {
        do {
            return try JSONParser.parse(data)
        } catch {
            let line = data.prefix(error.offset).count { $0 == UInt8(ascii: "\n") } + 1
            throw ConfigurationError(
                "the configuration file \(path) is not a JSON object: line \(line): \(error.reason)")
        }
    }

    /// Takes the settings of an object and of those within it.
    private mutating func take(_ object: JSONObject, at place: [String]) throws {
        if let key = object.repeatedKey {
            throw error(place + [key], "is given twice")
        }
        for (key, value) in object.members {
            try take(value, at: place + [key])
        }
    }

    private mutating func take(_ value: JSONValue, at place: [String]) throws {
        guard case .object(let section) = value else {
            let content = try content(of: value, at: place)
            values[place] = ConfigValue(content, isSecret: place.last.map(SettingsSource.secretNames.contains) ?? false)
            return
        }
        if place == ["apps"] {
            appNumbers = section.members.map(\.key).sorted()
        } else if section.members.isEmpty {
            emptySections.append(place)
        }
        try take(section, at: place)
    }

    private func content(of value: JSONValue, at place: [String]) throws -> ConfigContent {
        switch value {
        case .bool(let flag): .bool(flag)
        case .integer(let number): .int(Int(number))
        case .decimal(let number, _): .double(number)
        case .string(let text): .string(text)
        case .array(let elements):
            .stringArray(
                try elements.map { element in
                    guard case .string(let text) = element else {
                        throw error(place, "must be a list of texts, and holds \(element.kind)")
                    }
                    return text
                })
        case .null: throw error(place, "is null; leave it out instead")
        case .object: throw error(place, "must not be an object")
        }
    }

    private func error(_ place: [String], _ fault: String) -> ConfigurationError {
        ConfigurationError("\(place.joined(separator: ".")) in the file \(path) \(fault)")
    }
}
