import Configuration
import Wire

/// Looks settings up in their sources: flags first, then the environment, then the configuration file.
///
/// A value that is present but has the wrong type is an error that names the setting and its source; it never falls
/// through to the next source.
struct SettingsReader {
    private let sources: [(name: String, provider: any ConfigProvider)]
    private let scope: [String]

    /// - Parameter sources: the one with the highest precedence first.
    init(sources: [(name: String, provider: any ConfigProvider)]) {
        self.sources = sources
        scope = []
    }

    private init(sources: [(name: String, provider: any ConfigProvider)], scope: [String]) {
        self.sources = sources
        self.scope = scope
    }

    /// The settings of a section.
    func section(_ names: String...) -> SettingsReader {
        SettingsReader(sources: sources, scope: scope + names)
    }

    func string(_ name: String) throws -> String? {
        try value(name, .string) { if case .string(let text) = $0 { text } else { nil } }
    }

    /// A text that is not to be printed.
    func secret(_ name: String) throws -> Secret? {
        try string(name).map { Secret($0) }
    }

    func bool(_ name: String) throws -> Bool? {
        try value(name, .bool) { if case .bool(let flag) = $0 { flag } else { nil } }
    }

    func strings(_ name: String) throws -> [String]? {
        try value(name, .stringArray) { if case .stringArray(let texts) = $0 { texts } else { nil } }
    }

    /// A whole number in a range.
    func int(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        let number = try value(name, .int) { if case .int(let number) = $0 { number } else { nil } }
        if let number, !range.contains(number) {
            throw ConfigurationError(
                "\(path(name)) is \(number), but must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A limit, which 0 lifts.
    ///
    /// - Parameter former: what holds when the setting is absent; `nil` is no limit.
    func limit<Number: BinaryInteger>(
        _ name: String, atMost maximum: Int, else former: Number?
    ) throws -> Number? {
        guard let number = try int(name, in: 0...maximum) else {
            return former
        }
        return number == 0 ? nil : Number(number)
    }

    /// One of the names of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws -> Choice? where Choice.RawValue == String {
        guard let text = try string(name) else {
            return nil
        }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationError("\(path(name)) is \"\(text)\", but must be one of \(names)")
        }
        return choice
    }

    private func value<Value>(
        _ name: String, _ type: ConfigType, extract: (ConfigContent) -> Value?
    ) throws -> Value? {
        for source in sources {
            let found: ConfigValue?
            do {
                found = try source.provider.value(forKey: AbsoluteConfigKey(scope + [name]), type: type).value
            } catch {
                throw ConfigurationError("\(path(name)) in the \(source.name) is not a valid \(type.rawValue)")
            }
            if let found {
                return extract(found.content)
            }
        }
        return nil
    }

    private func path(_ name: String) -> String {
        (scope + [name]).joined(separator: ".")
    }
}
