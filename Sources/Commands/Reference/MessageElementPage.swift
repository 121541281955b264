import Groups

/// The page of the reference on the elements of messages, in Markdown.
package struct MessageElementPage: Sendable {
    private static let title = Wording("Elements of messages", "消息元素")
    private static let lead = Wording(
        "`MsgBody` is a list of elements, each an object of `MsgType` and `MsgContent`. Fields that are not listed are kept as they came.",
        "`MsgBody` 为消息元素数组，每个元素包含 `MsgType` 和 `MsgContent`。未列出的字段原样保存。")
    private static let onlyOne = Wording("A message has at most one.", "每条消息最多一个。")
    private static let oneOf = Wording("One of these must be there:", "以下字段至少填写一个：")
    private static let head = Wording("| Field of `MsgContent` | Type | Required |", "| `MsgContent` 的字段 | 类型 | 必填 |")

    private let language: Wording.Language

    package init(in language: Wording.Language) {
        self.language = language
    }

    package var file: String { "message-elements\(language.fileSuffix).md" }

    package var text: String {
        let sections = MessageElement.allCases.map(section)
        return """
            # \(Self.title[language])

            [\(ReferenceWords.otherLanguage[language])](\(MessageElementPage(in: language.other).file))

            \(Self.lead[language])

            \(sections.joined(separator: "\n"))
            """
    }

    private func section(of element: MessageElement) -> String {
        let notes =
            (element.maximumCount == 1 ? [Self.onlyOne[language]] : [])
            + (element.alternatives.isEmpty
                ? [] : ["\(Self.oneOf[language]) \(element.alternatives.map { "`\($0)`" }.joined(separator: ", "))"])
        let rows = ReferenceRow.rows(of: element.fields, in: language, place: "").map { row in
            "| `\(row.place)` | \(row.type) | \((row.isRequired ? ReferenceWords.yes : ReferenceWords.no)[language]) |\n"
        }
        return """
            ## \(element.rawValue)

            \(notes.map { "\($0)\n\n" }.joined())\(Self.head[language])
            |---|---|---|
            \(rows.joined())
            """
    }
}
