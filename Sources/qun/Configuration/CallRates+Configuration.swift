import Apps
import Commands
import Wire

/// Rates as the section `rates` of an app describes them: calls a second, 0 for any number.
extension CallRates {
    private static let range = 0...1_000_000

    /// Changes the rates that the section names.
    ///
    /// - Throws: ``ConfigurationError``.
    mutating func override(by settings: SettingsReader) throws {
        standard = try settings.limit("standard", atMost: Self.range.upperBound, else: standard)
        total = try settings.limit("total", atMost: Self.range.upperBound, else: total)
        for entry in CommandRegistry.entries {
            exceptions[entry.name] =
                try settings.int(entry.name.description, in: Self.range) ?? exceptions[entry.name]
        }
    }
}
