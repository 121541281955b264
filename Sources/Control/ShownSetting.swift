/// A setting that somebody has given, as the control port shows it.
package struct ShownSetting: Sendable {
    package let name: String
    package let value: String
    package let source: String

    /// - Parameters:
    ///   - value: in words, and nothing that is secret.
    ///   - source: where it was given, in words.
    package init(name: String, value: String, source: String) {
        self.name = name
        self.value = value
        self.source = source
    }
}
