import Wire

/// The page of one command in the reference, in Markdown.
///
/// It is printed from the command's declarations, and lacks one thing: the answer to its example, in whose place stands
/// ``answerMark``. Whoever writes the pages has a server answer it.
package struct ReferencePage: Sendable {
    /// The line that the example's answer is put in place of.
    package static let answerMark = "(answer)"

    private let entry: CommandEntry
    private let language: Wording.Language

    package init(of entry: CommandEntry, in language: Wording.Language) {
        self.entry = entry
        self.language = language
    }

    /// The page's file, below the folder of the reference.
    package var file: String {
        "\(entry.name.service.rawValue)/\(entry.name.command)\(language.fileSuffix).md"
    }

    package var text: String {
        let name = entry.name
        let reference = entry.reference
        let other = ReferencePage(of: entry, in: language.other).file.split(separator: "/")[1]
        return """
            # \(name.command)

            `POST /v4/\(name)` · [\(ReferenceWords.otherLanguage[language])](\(other))

            \(([reference.summary] + reference.notes).map { $0[language] }.joined(separator: "\n\n"))

            ## \(ReferenceWords.request[language])

            \(fieldTable)
            ## \(ReferenceWords.example[language])

            ```sh
            curl "$QUN/v4/\(name)?$CALLER" -d '\(reference.example)'
            ```

            ```json
            \(Self.answerMark)
            ```

            ## \(ReferenceWords.codes[language])

            \(ReferenceWords.codesHead[language])
            |---|---|
            \(entry.codes.map { "| \($0.rawValue) | \($0.meaning[language]) |\n" }.joined())
            \(ReferenceWords.otherCodes[language])

            """
    }

    private var fieldTable: String {
        let rows = ReferenceRow.rows(of: entry, in: language)
        guard !rows.isEmpty else {
            return ReferenceWords.noFields[language] + "\n"
        }
        return "\(ReferenceWords.tableHead[language])\n|---|---|---|---|\n"
            + rows.map { $0.text(in: language) }.joined()
    }
}
