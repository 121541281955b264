import Configuration
import Control
import Wire

/// The names of all settings, learnt from those who read them: a setting is what somebody asks for.
///
/// A name is the path of the setting: `["limits", "bodyBytes"]`.
final class SettingNames {
    private var paths: Set<[String]> = []
    private var given: [[String]: ShownSetting] = [:]
    private var contents: [String: ConfigContent] = [:]
    private var defaults: [[String]: ConfigContent] = [:]

    /// Finds out what is asked for.
    ///
    /// - Parameter read: reads all settings, whatever they are; it is given none.
    static func asked(by read: (SettingsReader) throws -> Void) rethrows -> SettingNames {
        let names = SettingNames()
        try read(SettingsReader(sources: [], names: names))
        return names
    }

    func insert(_ path: [String]) {
        paths.insert(path)
    }

    /// Learns what a setting is, and where that comes from.
    func note(_ content: ConfigContent, of path: [String], from source: SettingsSource) {
        given[path] = ShownSetting(path, content, from: source)
        contents[path.joined(separator: ".")] = content
    }

    /// Learns what a setting is where nobody gives it.
    func noteDefault(_ content: ConfigContent, of path: [String]) {
        defaults[path] = content
    }

    /// All settings by name, with what they are by default where nobody has given them.
    ///
    /// Of apps, backends, rates and fields of members only those that are given: there is no end of the others.
    var shownSettings: [ShownSetting] {
        paths.filter { given[$0] != nil || !Self.openSections.contains($0[0]) }
            .map { given[$0] ?? ShownSetting($0, default: defaults[$0]) }
            .sorted { $0.name < $1.name }
    }

    private static let openSections: Set = ["apps", "memberFields", "rates", "webhooks"]

    /// The settings that somebody has given, by name.
    var givenSettings: [ShownSetting] { given.values.sorted { $0.name < $1.name } }

    /// What these settings are, for comparing.
    var givenValues: GivenValues { GivenValues(contents) }

    /// The names of all settings, with those of sections before them.
    var all: [String] { paths.map { $0.joined(separator: ".") }.sorted() }

    func hasSetting(_ path: [String]) -> Bool {
        paths.contains(path)
    }

    func hasSection(_ path: [String]) -> Bool {
        paths.contains { $0.count > path.count && $0.starts(with: path) }
    }

    // MARK: Unknown names

    /// Says that a key of a configuration file is no setting.
    func unknown(_ path: [String], in place: String) -> ConfigurationError {
        let known = paths.map { $0.joined(separator: ".") }
        return Self.unknown(path.joined(separator: "."), in: place, known: known)
    }

    /// Tells of variables named `QUN_…` that are no settings.
    ///
    /// - Parameter source: the environment as a source.
    func check(_ variables: [String: String], of source: SettingsSource, faults: SettingFaults) throws {
        let known = Set(try self.variables(of: source).values)
        let unknown = variables.keys.filter {
            $0.hasPrefix(SettingsSource.environmentPrefix) && !known.contains($0) && !Self.othersVariables.contains($0)
        }
        for name in unknown.sorted() {
            faults.note(Self.unknown(name, in: "the environment", known: Array(known)))
        }
    }

    /// The variable of each setting.
    ///
    /// - Parameter source: the environment as a source.
    func variables(of source: SettingsSource) throws -> [String: String] {
        var variables: [String: String] = [:]
        for path in paths {
            variables[path.joined(separator: ".")] =
                try source.provider.value(forKey: AbsoluteConfigKey(path), type: .string).encodedKey
        }
        return variables
    }

    /// Variables of other subcommands.
    private static let othersVariables: Set = ["QUN_COPY_FROM", "QUN_COPY_TO"]

    private static func unknown(_ name: String, in place: String, known: [String]) -> ConfigurationError {
        let hint =
            LikelyName.for(name, among: known).map { "did you mean \($0)?" }
            ?? "docs/configuration.md lists all settings"
        return ConfigurationError("\(name) in \(place) is not a setting; \(hint)")
    }
}
