import Apps
import Configuration
import Files
import Foundation
import SystemPackage
import Wire

/// The configuration file: a JSON object whose keys are the names of the settings.
struct ConfigurationFile {
    let path: String
    /// The keys of the section `apps`.
    private(set) var appNumbers: [String] = []
    /// By the path of the setting.
    private var values: [[String]: ConfigValue] = [:]
    private var emptySections: [[String]] = []
    private let places: JSONKeyPlaces
    /// What no setting takes.
    private var faults: [ConfigurationError] = []

    /// - Throws: ``ConfigurationError`` when the file cannot be read, or is no JSON object.
    init(path: String) throws {
        self.path = path
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError("the configuration file \(path) cannot be read\(Self.reason(path))")
        }
        guard case .object(let top) = try Self.parse(data, path: path) else {
            throw ConfigurationError("the configuration file \(path) is not a JSON object")
        }
        places = JSONKeyPlaces(of: Array(data))
        take(top, at: [])
    }

    /// Why a file cannot be read, to follow that it cannot; nothing where that is not known.
    private static func reason(_ path: String) -> String {
        access(path, R_OK) == 0 ? "" : ": \(Errno(rawValue: errno).words)"
    }

    /// Whether the key of an app, or the address of a store, is in the file.
    var holdsSecrets: Bool { values.values.contains(where: \.isSecret) }

    var source: SettingsSource {
        let values = values.map { path, value in (AbsoluteConfigKey(path), value) }
        return SettingsSource(
            name: "file \(path)", provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)),
            place: place)
    }

    /// A setting's place in words, to follow "in the".
    private func place(of setting: [String]) -> String {
        "file \(path)" + (places[setting].map { " (\($0))" } ?? "")
    }

    /// Tells what no setting takes, and the keys that are no settings.
    func check(_ names: SettingNames, faults found: SettingFaults) {
        faults.forEach(found.note)
        let unknown = values.keys.filter { !names.hasSetting($0) } + emptySections.filter { !names.hasSection($0) }
        for setting in unknown.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            found.note(
                names.hasSection(setting)
                    ? error(setting, "must be an object") : names.unknown(setting, in: "the \(place(of: setting))"))
        }
    }

    private static func parse(_ data: Data, path: String) throws -> JSONValue {
        do {
            return try JSONParser.parse(data)
        } catch {
            let place = JSONKeyPlaces.Place(of: error.offset, in: data)
            throw ConfigurationError("the configuration file \(path) is not a JSON object: \(place): \(error.reason)")
        }
    }

    /// Takes the settings of an object and of those within it.
    private mutating func take(_ object: JSONObject, at place: [String]) {
        if let key = object.repeatedKey {
            faults.append(error(place + [key], "is given twice"))
        }
        for (key, value) in object.members {
            take(value, at: place + [key])
        }
    }

    private mutating func take(_ value: JSONValue, at place: [String]) {
        guard case .object(let section) = value else {
            if let content = content(of: value, at: place) {
                values[place] = ConfigValue(
                    content, isSecret: place.last.map(SettingsSource.secretNames.contains) ?? false)
            }
            return
        }
        if place == ["apps"] {
            appNumbers = Set(section.members.map(\.key)).sorted()
        } else if section.members.isEmpty {
            emptySections.append(place)
        }
        take(section, at: place)
    }

    /// - Returns: `nil` for what no setting takes, which is a fault then.
    private mutating func content(of value: JSONValue, at place: [String]) -> ConfigContent? {
        switch value {
        case .bool(let flag): return .bool(flag)
        case .integer(let number): return .int(Int(number))
        case .decimal(let number, _): return .double(number)
        case .string(let text): return .string(text)
        case .array(let elements):
            var texts: [String] = []
            for element in elements {
                guard case .string(let text) = element else {
                    faults.append(error(place, "must be a list of texts, and holds \(element.kind)"))
                    return nil
                }
                texts.append(text)
            }
            return .stringArray(texts)
        case .null:
            faults.append(error(place, "is null; leave it out instead"))
            return nil
        case .object: return nil
        }
    }

    private func error(_ setting: [String], _ fault: String) -> ConfigurationError {
        ConfigurationError("\(setting.joined(separator: ".")) in the \(place(of: setting)) \(fault)")
    }
}
