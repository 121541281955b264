import Configuration

/// A setting that somebody has given, as it may be shown.
struct GivenSetting: Sendable {
    /// As the documentation has it, with a dot between a section and what is in it.
    let name: String
    /// In words; of a secret, or of what may hold one, only that it is set.
    let value: String
    /// The place that it comes from, in words: flags, environment, or the file.
    let source: String

    init(_ path: [String], _ content: ConfigContent, from source: SettingsSource) {
        name = path.joined(separator: ".")
        self.source = source.name
        let mayBeSecret = path.last.map(SettingsSource.secretNames.contains) ?? true
        value = mayBeSecret ? "(set)" : Self.words(for: content)
    }

    private static func words(for content: ConfigContent) -> String {
        switch content {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .double(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .stringArray(let texts): texts.joined(separator: ", ")
        default: "(a list)"
        }
    }
}
