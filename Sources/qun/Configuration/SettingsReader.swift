import Configuration
import Wire

/// Looks settings up in their sources: flags first, then the environment, then the configuration file.
///
/// A value that is present but is not what the setting takes is a fault that names the setting and its source; it never
/// falls through to the next source. Faults are collected, and the setting counts as not given meanwhile: whoever reads
/// settings has to ``SettingFaults/check()`` in the end.
struct SettingsReader {
    private let sources: [SettingsSource]
    private let scope: [String]
    private let names: SettingNames
    private var faults: SettingFaults
    /// Reads the keys of apps that are in files; `nil` where nobody needs a key.
    let keyFiles: KeyFiles?

    /// - Parameters:
    ///   - sources: the one with the highest precedence first.
    ///   - names: takes the name of every setting that is asked for.
    ///   - faults: takes what is wrong.
    init(
        sources: [SettingsSource], names: SettingNames = SettingNames(), faults: SettingFaults = SettingFaults(),
        keyFiles: KeyFiles? = nil
    ) {
        self.init(sources: sources, scope: [], names: names, faults: faults, keyFiles: keyFiles)
    }

    private init(
        sources: [SettingsSource], scope: [String], names: SettingNames, faults: SettingFaults, keyFiles: KeyFiles?
    ) {
        self.sources = sources
        self.scope = scope
        self.names = names
        self.faults = faults
        self.keyFiles = keyFiles
    }

    /// The settings of a section.
    func section(_ names: String...) -> SettingsReader {
        SettingsReader(
            sources: sources, scope: scope + names, names: self.names, faults: faults, keyFiles: keyFiles)
    }

    // MARK: Faults

    /// Reads settings that hang together; what they throw becomes a fault.
    ///
    /// Where one of them is a fault by itself already, what the others make of it is no other one.
    ///
    /// - Parameter former: what is taken in place of settings that are wrong.
    func attempt<Value>(else former: Value, _ read: () throws -> Value) rethrows -> Value {
        let count = faults.count
        do {
            return try read()
        } catch let error as ConfigurationError {
            if faults.count == count {
                faults.note(error)
            }
            return former
        }
    }

    /// The same settings, of which nobody is told what is wrong.
    private var quietly: SettingsReader {
        var reader = self
        reader.faults = SettingFaults()
        return reader
    }

    // MARK: Values

    /// A text that is not empty.
    func string(_ name: String) throws -> String? {
        try value(name, .string) { content, place in
            guard case .string(let text) = content, !text.isEmpty else {
                throw ConfigurationError("\(place) is empty")
            }
            return text
        }
    }

    /// The name of a header of HTTP that no answer has yet.
    func headerName(_ name: String) throws -> String? {
        guard let text = try string(name) else {
            return nil
        }
        let isName = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
        }
        let isTaken =
            Self.headersOfAnswers.contains(text.lowercased()) || text.lowercased().hasPrefix("access-control-")
        guard isName, text.utf8.count <= 64, !isTaken else {
            throw ConfigurationError(
                "\(path(name)) must be the name of a header that answers do not have, of at most 64 letters, digits "
                    + "and hyphens, as X-Request-Id")
        }
        return text
    }

    private static let headersOfAnswers: Set = ["connection", "content-length", "content-type", "transfer-encoding"]

    /// A text that is not to be printed.
    func secret(_ name: String) throws -> Secret? {
        try string(name).map { Secret($0) }
    }

    /// The address of a server, which may hold a password; of a wrong one an error shows no more than the scheme.
    ///
    /// - Parameter schemes: those that it may begin with.
    func address(_ name: String, schemes: [String]) throws -> Secret? {
        try value(name, .string) { content, place in
            guard case .string(let text) = content, !text.isEmpty else {
                throw ConfigurationError("\(place) is empty")
            }
            let scheme = text.firstRange(of: "://").map { String(text[..<$0.lowerBound]) }
            guard let scheme, schemes.contains(scheme) else {
                let wanted = schemes.map { $0 + "://" }.joined(separator: " or ")
                throw ConfigurationError("\(place) must begin with \(wanted)\(Self.words(forScheme: scheme))")
            }
            return Secret(text)
        }
    }

    /// A scheme that is not wanted, to follow what is; nothing where the text may be more than a scheme.
    private static func words(forScheme scheme: String?) -> String {
        guard
            let scheme, scheme.utf8.count <= 16, let first = scheme.utf8.first, (0x61...0x7A).contains(first | 0x20),
            scheme.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) })
        else {
            return ""
        }
        return ", not with \(scheme)://"
    }

    func bool(_ name: String) throws -> Bool? {
        try value(name, .bool) { content, _ in if case .bool(let flag) = content { flag } else { nil } }
    }

    /// A list of texts that all differ.
    func strings(_ name: String) throws -> [String]? {
        try value(name, .stringArray) { content, place in
            guard case .stringArray(let texts) = content else {
                return nil
            }
            if let repeated = texts.enumerated().first(where: { texts[..<$0.offset].contains($0.element) }) {
                throw ConfigurationError("\(place) holds \"\(repeated.element)\" twice")
            }
            return texts
        }
    }

    /// A list of texts that all differ, or a word that stands for all there are.
    ///
    /// - Returns: the word alone, in place of the list.
    func strings(_ name: String, orAll word: String) throws -> [String]? {
        (try? quietly.string(name)) == word ? [word] : try strings(name)
    }

    /// A time: a number of seconds, or a text such as `2s` or `500ms`.
    func duration(_ name: String, in range: ClosedRange<Duration>) throws -> Duration? {
        let number = (try? quietly.int(name, in: 0...Int(Int32.max))).flatMap { $0 }
        guard let text = try number.map(String.init) ?? string(name) else {
            return nil
        }
        guard let duration = Duration(written: text), range.contains(duration) else {
            return fault(
                "\(place(name)) must be a time from \(range.lowerBound) to \(range.upperBound), as 2s or 500ms")
        }
        return duration
    }

    /// The keys of custom fields that an app declares.
    func customFieldKeys(_ name: String) throws -> [String]? {
        let keys = try strings(name)
        if let wrong = keys?.first(where: { !CustomField.isKey($0) }) {
            return fault("\(place(name)): \"\(wrong)\" can be no key; keys are 1 to 16 letters, digits or _")
        }
        return keys
    }

    /// A whole number in a range.
    func int(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        try value(name, .int) { content, place in
            guard case .int(let number) = content, range.contains(number) else {
                throw ConfigurationError("\(place) must be from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    /// One of several codes, as a number.
    func code(_ name: String, among codes: [ErrorCode], else former: ErrorCode) throws -> ErrorCode {
        noteDefault(.int(Int(former.rawValue)), of: name)
        guard let number = try int(name, in: 0...Int.max) else {
            return former
        }
        guard let code = codes.first(where: { $0.rawValue == number }) else {
            let numbers = codes.map { String($0.rawValue) }.joined(separator: " or ")
            return fault("\(place(name)) is \(number), but must be \(numbers)") ?? former
        }
        return code
    }

    /// A limit, which 0 lifts.
    ///
    /// - Parameter former: what holds when the setting is absent; `nil` is no limit.
    func limit<Number: BinaryInteger>(
        _ name: String, atMost maximum: Int, else former: Number?
    ) throws -> Number? {
        noteDefault(.int(former.map { Int($0) } ?? 0), of: name)
        guard let number = try int(name, in: 0...maximum) else {
            return former
        }
        return number == 0 ? nil : Number(number)
    }

    /// One of the names of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws -> Choice? where Choice.RawValue == String {
        try value(name, .string) { content, place in
            guard case .string(let text) = content, let choice = Choice(rawValue: text) else {
                let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw ConfigurationError("\(place) must be one of \(names)")
            }
            return choice
        }
    }

    /// - Parameter extract: takes what was found and its place in words.
    private func value<Value>(
        _ name: String, _ type: ConfigType, extract: (_ content: ConfigContent, _ place: String) throws -> Value?
    ) throws -> Value? {
        names.insert(scope + [name])
        for source in sources {
            let place = place(name, in: source)
            let found: ConfigValue?
            do {
                found = try source.provider.value(forKey: AbsoluteConfigKey(scope + [name]), type: type).value
            } catch {
                return fault("\(place) must be \(Self.words(for: type))")
            }
            if let found {
                names.note(found.content, of: scope + [name], from: source)
                return try attempt(else: nil) { try extract(found.content, place) }
            }
        }
        return nil
    }

    private func fault<Value>(_ text: String) -> Value? {
        faults.note(ConfigurationError(text))
        return nil
    }

    /// Where a setting stands that is given, in words.
    private func place(_ name: String) -> String {
        let key = AbsoluteConfigKey(scope + [name])
        let source = sources.first { source in
            [ConfigType.string, .int, .stringArray].contains { type in
                (try? source.provider.value(forKey: key, type: type).value) != nil
            }
        }
        return source.map { place(name, in: $0) } ?? path(name)
    }

    private func place(_ name: String, in source: SettingsSource) -> String {
        "\(path(name)) in the \(source.place?(scope + [name]) ?? source.name)"
    }

    private static func words(for type: ConfigType) -> String {
        switch type {
        case .bool: "true or false"
        case .int: "a whole number"
        case .stringArray: "a list of texts"
        default: "a text"
        }
    }

    // MARK: Defaults

    /// Says what a setting of the server, or of all its apps, is where nobody gives it.
    private func noteDefault(_ content: ConfigContent, of name: String) {
        names.noteDefault(content, of: scope + [name])
    }

    func string(_ name: String, else former: String) throws -> String {
        noteDefault(.string(former), of: name)
        return try string(name) ?? former
    }

    /// A list of texts that all differ, and those that it holds where nobody gives it.
    ///
    /// - Returns: `nil` where nobody gives it.
    func strings(_ name: String, else former: [String]) throws -> [String]? {
        noteDefault(.stringArray(former), of: name)
        return try strings(name)
    }

    func bool(_ name: String, else former: Bool) throws -> Bool {
        noteDefault(.bool(former), of: name)
        return try bool(name) ?? former
    }

    func int(_ name: String, in range: ClosedRange<Int>, else former: Int) throws -> Int {
        noteDefault(.int(former), of: name)
        return try int(name, in: range) ?? former
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, else former: Choice) throws -> Choice
    where Choice.RawValue == String {
        noteDefault(.string(former.rawValue), of: name)
        return try choice(name, of: Choice.self) ?? former
    }

    private func path(_ name: String) -> String {
        (scope + [name]).joined(separator: ".")
    }
}
