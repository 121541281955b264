import Groups
import Storage

extension FieldForm {
    /// The form in words of Markdown, as a table of fields shows it.
    ///
    /// - Parameter limits: those that a server has without a configuration.
    func words(in language: Wording.Language, under limits: StoreLimits) -> String {
        switch self {
        case .text(let maximum):
            ReferenceWords.text[language]
                + (maximum.map { ReferenceWords.bytes($0.number(under: limits))[language] } ?? "")
        case .account: ReferenceWords.account[language]
        case .integer(let range):
            ReferenceWords.integer[language] + (ReferenceWords.range(range)?[language] ?? "")
        case .flag: ReferenceWords.flag[language]
        case .choice(let names), .name(let names): names.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let element, let maximum):
            ReferenceWords.list(of: element.words(in: language, under: limits))[language]
                + (maximum.map { ReferenceWords.entries($0.number(under: limits))[language] } ?? "")
        case .object, .kept: ReferenceWords.object[language]
        case .messageBody: ReferenceWords.elements[language]
        case .anything: ReferenceWords.anything[language]
        }
    }
}

extension FieldShape.Kind {
    /// The kind in words of Markdown.
    func words(in language: Wording.Language) -> String {
        switch self {
        case .text: ReferenceWords.text[language]
        case .integer: ReferenceWords.integer[language]
        case .number: ReferenceWords.number[language]
        case .texts: ReferenceWords.list(of: ReferenceWords.text[language])[language]
        case .object: ReferenceWords.object[language]
        case .objects: ReferenceWords.list(of: ReferenceWords.object[language])[language]
        case .messageBody: ReferenceWords.elements[language]
        }
    }
}
