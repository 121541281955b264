import Configuration
import Control

extension ShownSetting {
    /// A setting that somebody has given; of a secret, or of what may hold one, it shows only that it is set.
    init(_ path: [String], _ content: ConfigContent, from source: SettingsSource) {
        let mayBeSecret = path.last.map(SettingsSource.secretNames.contains) ?? true
        self.init(
            name: path.joined(separator: "."), value: mayBeSecret ? "(set)" : Self.words(for: content),
            source: source.name)
    }

    /// A setting that nobody has given.
    ///
    /// - Parameter content: `nil` where there is no value then.
    init(_ path: [String], default content: ConfigContent?) {
        let mayBeSecret = path.last.map(SettingsSource.secretNames.contains) ?? true
        self.init(
            name: path.joined(separator: "."),
            value: content.map(Self.words(for:)) ?? (mayBeSecret ? "(not set)" : "(not given)"), source: "default")
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
