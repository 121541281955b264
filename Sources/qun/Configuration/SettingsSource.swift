import Configuration

/// A place that settings come from.
struct SettingsSource {
    /// The place in words, to follow "in the".
    let name: String
    let provider: any ConfigProvider
    /// The place of one setting in words, to follow "in the"; `nil` where no more is known of it than the source.
    var place: ((_ setting: [String]) -> String)?

    /// The flags of the command line, by the names of the settings; a dot stands between a section and what is in it.
    static func flags(_ flags: [String: ConfigContent]) -> SettingsSource {
        let values = flags.map { key, content in
            let path = key.split(separator: ".").map(String.init)
            let isSecret = path.last.map(secretNames.contains) ?? false
            return (AbsoluteConfigKey(path), ConfigValue(content, isSecret: isSecret))
        }
        return SettingsSource(
            name: "flags", provider: InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)))
    }

    /// Environment variables; those named `QUN_…` count.
    static func environment(_ variables: [String: String]) -> SettingsSource {
        let variables = variables.filter { $0.key.hasPrefix(environmentPrefix) }
        let provider = EnvironmentVariablesProvider(environmentVariables: variables, secretsSpecifier: .all)
        return SettingsSource(name: "environment", provider: provider.prefixKeys(with: "qun"))
    }

    static let environmentPrefix = "QUN_"
    /// The last parts of the names of all settings that are secrets, or may hold one.
    static let secretNames: Set = ["secretKey", "store", "token", "url"]
}
