/// A setting, or something around the data folder, that keeps the server from starting.
///
/// The text says what to do.
struct ConfigurationError: Error, CustomStringConvertible {
    let description: String
    /// Whether it was found in the settings themselves, before anything was done.
    let isAboutSettings: Bool

    init(_ description: String, isAboutSettings: Bool = false) {
        self.description = description
        self.isAboutSettings = isAboutSettings
    }
}
