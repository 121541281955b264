import Wire

/// The page that lists all commands, in Markdown.
package struct CommandIndexPage: Sendable {
    private static let title = Wording("Commands", "接口列表")
    private static let printed = Wording(
        "Printed by `scripts/docs` from the declarations in the code; do not edit.",
        "由 `scripts/docs` 根据代码中的声明生成，请勿手动修改。")
    /// What a reader does before the examples.
    private static let beginning = """
        ```sh
        qun serve --sdkappid 1400000001 --secret-key 'a key of your own' --seed docs/api/world.jsonl --dev &
        QUN=http://127.0.0.1:8080
        CALLER="sdkappid=1400000001&identifier=administrator&random=1&contenttype=json&usersig=$(
            qun usersig make --sdkappid 1400000001 --secret-key 'a key of your own')"
        ```
        """
    private static let lead = Wording(
        """
        \(CommandRegistry.entries.count) commands are carried out. Each has a page with the fields of its request, an example with its \
        answer, and its codes; `qun commands create_group` prints one, and [openapi.json](openapi.json) has all of them for programs.

        The examples want the server's address and who calls; with [the world that they speak of](api/world.jsonl) they answer what the \
        pages show, but for times:

        \(beginning)
        """,
        """
        已支持 \(CommandRegistry.entries.count) 个接口。每个接口都有独立页面，包含请求字段、示例及应答和错误码；\
        也可用 `qun commands create_group --chinese` 查看，供程序使用的版本为 [openapi.zh-CN.json](openapi.zh-CN.json)。

        示例需要服务地址和调用者参数；使用[示例数据](api/world.jsonl)时，应答与页面一致（时间除外）：

        \(beginning)
        """)
    private static let head = Wording("| Command | What it does |", "| 接口 | 功能 |")
    private static let commonTitle = Wording("Codes of every call", "通用错误码")
    private static let commonLead = Wording(
        "A call may be refused before its command sees it, by one of these. A fault of the server has the service's own code, such as 10002.",
        "请求在到达接口之前可能返回以下错误码。服务器内部错误使用各服务自己的错误码，例如 10002。")
    private static let uncarriedTitle = Wording("Not carried", "不支持的接口")
    private static let uncarriedLead = Wording(
        "Of the original's REST API Qun has the group part. It refuses these, and says so:",
        "Qun 只实现了群组相关的接口。以下接口会被拒绝，并给出说明：")
    private static let uncarriedHead = Wording("| Service or command | What it is for |", "| 服务或接口 | 用途 |")

    private let language: Wording.Language

    package init(in language: Wording.Language) {
        self.language = language
    }

    package var file: String { "commands\(language.fileSuffix).md" }

    package var text: String {
        let codes = CommandReference.commonCodes.map { "| \($0.rawValue) | \($0.meaning[language]) |\n" }
        let uncarried = UncarriedCommands.parts.map { "| `\($0.path)` | \($0.subject[language]) |\n" }
        return """
            # \(Self.title[language])

            \(Self.printed[language]) [\(ReferenceWords.otherLanguage[language])](\(CommandIndexPage(in: language.other).file))

            \(Self.lead[language])

            \(Service.allCases.map(section).joined(separator: "\n"))
            ## \(Self.commonTitle[language])

            \(Self.commonLead[language])

            \(ReferenceWords.codesHead[language])
            |---|---|
            \(codes.joined())
            ## \(Self.uncarriedTitle[language])

            \(Self.uncarriedLead[language])

            \(Self.uncarriedHead[language])
            |---|---|
            \(uncarried.joined())
            """
    }

    private func section(of service: Service) -> String {
        let rows = CommandRegistry.entries.filter { $0.name.service == service }.map { entry in
            let page = ReferencePage(of: entry, in: language).file
            return "| [`\(entry.name.command)`](api/\(page)) | \(entry.reference.summary[language]) |\n"
        }
        return """
            ## \(service.rawValue)

            \(Self.head[language])
            |---|---|
            \(rows.joined())
            """
    }
}
