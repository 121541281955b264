/// A setting, or something around the data folder, that keeps the server from starting.
///
/// The text says what to do.
struct ConfigurationError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
