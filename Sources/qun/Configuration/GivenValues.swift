import Configuration

/// What the settings are that somebody has given, for finding those that another reading changes.
///
/// Some are secrets, so that it prints nothing of them.
struct GivenValues: Sendable {
    private let contents: [String: ConfigContent]

    /// - Parameter contents: by the name of the setting, with those of sections before it.
    init(_ contents: [String: ConfigContent] = [:]) {
        self.contents = contents
    }

    /// The names of the settings that are given in one way only, or with another value, sorted.
    func names(changedIn other: GivenValues) -> [String] {
        let names = Set(contents.keys).union(other.contents.keys)
        return names.filter { contents[$0] != other.contents[$0] }.sorted()
    }
}

extension GivenValues: CustomStringConvertible, CustomReflectable {
    var description: String { "\(contents.count) settings" }

    var customMirror: Mirror { Mirror(self, children: []) }
}
