import Groups
import Storage

/// A line in a table of fields.
package struct ReferenceRow: Sendable {
    /// The field with the objects that it stands in: `MemberList[].Role`.
    package let place: String
    package let otherName: String?
    /// In words of Markdown.
    package let type: String
    package let isRequired: Bool
    /// In Markdown; empty for fields that are kept as they came.
    package let meaning: String

    /// The lines of a command's fields and of the fields inside them, each right below its object, with the limits that a
    /// server has without a configuration.
    package static func rows(of entry: CommandEntry, in language: Wording.Language) -> [ReferenceRow] {
        rows(of: entry.fields, in: language, under: StoreLimits())
    }

    private static func rows(
        of list: FieldList, in language: Wording.Language, under limits: StoreLimits, place: String = ""
    ) -> [ReferenceRow] {
        list.facts.flatMap { facts -> [ReferenceRow] in
            let name = place + facts.name.description
            let row = ReferenceRow(
                place: name, otherName: facts.otherName?.name.description,
                type: facts.form.words(in: language, under: limits), isRequired: facts.isRequired,
                meaning: facts.meaning[language])
            return switch facts.form {
            case .object(let inner): [row] + rows(of: inner, in: language, under: limits, place: "\(name).")
            case .list(.object(let inner), _):
                [row] + rows(of: inner, in: language, under: limits, place: "\(name)[].")
            case .kept(let shapes): [row] + rows(of: shapes, in: language, place: "\(name).")
            default: [row]
            }
        }
    }

    /// The lines of what is kept as it came, whose fields have no meaning here.
    static func rows(of shapes: [FieldShape], in language: Wording.Language, place: String) -> [ReferenceRow] {
        shapes.flatMap { shape -> [ReferenceRow] in
            let name = place + shape.name.description
            let row = ReferenceRow(
                place: name, otherName: nil, type: shape.kind.words(in: language), isRequired: shape.isRequired,
                meaning: "")
            return switch shape.kind {
            case .object(let inner): [row] + rows(of: inner, in: language, place: "\(name).")
            case .objects(let inner): [row] + rows(of: inner, in: language, place: "\(name)[].")
            default: [row]
            }
        }
    }

    /// The line in Markdown.
    func text(in language: Wording.Language) -> String {
        let names = "`\(place)`" + (otherName.map { " \(ReferenceWords.or[language]) `\($0)`" } ?? "")
        let need = (isRequired ? ReferenceWords.yes : ReferenceWords.no)[language]
        let type = type.replacing(ReferenceWords.elements[language], with: ReferenceWords.linkedElements[language])
        return "| \(names) | \(type) | \(need) | \(meaning) |\n"
    }
}
