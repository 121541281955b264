/// What is wrong with the settings, told all at once.
final class SettingFaults {
    /// In the order in which they were found, each once.
    private(set) var all: [ConfigurationError] = []
    /// How often something was found, repetitions too.
    private(set) var count = 0

    func note(_ fault: ConfigurationError) {
        count += 1
        if !all.contains(where: { $0.description == fault.description }) {
            all.append(fault)
        }
    }

    /// - Throws: ``ConfigurationError`` with a line for each fault, if there is any.
    func check() throws {
        guard all.isEmpty else {
            throw ConfigurationError(all.map(\.description).joined(separator: "\n"), isAboutSettings: true)
        }
    }
}
