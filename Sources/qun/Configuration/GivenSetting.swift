import Configuration

/// A setting that somebody has given.
struct GivenSetting: Sendable {
    /// As the documentation has it, with a dot between a section and what is in it.
    let name: String
    let content: ConfigContent
    /// The place that it comes from, in words: flags, environment, or the file.
    let source: String

    /// The value in words; a secret, or what may hold one, is not shown.
    var shownValue: String {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        guard !SettingsSource.secretNames.contains(last) else {
            return "(set)"
        }
        return switch content {
        case .string(let text): text
        case .int(let number): "\(number)"
        case .double(let number): "\(number)"
        case .bool(let flag): "\(flag)"
        case .stringArray(let texts): texts.joined(separator: ", ")
        default: "(a list)"
        }
    }
}
