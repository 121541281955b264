import Commands
import Wire

extension ControlRoute {
    static let getCodes = ControlRoute(
        method: .get, path: "/control/v1/codes", name: "getCodes",
        summary: "Lists the codes of the protocol's answers, with what each means.", parameters: [language],
        form: .json(
            .object([
                .init(
                    "codes",
                    .list(
                        .object([
                            .init("code", .integer, "the number in ErrorCode"),
                            .init("meaning", .string, "in a sentence or two"),
                        ])), "the codes, by number")
            ]))
    ) { request, _ in
        let language = request.language
        return .object { writer in
            writer.objects("codes", of: ErrorCode.allCases) { writer, code in
                writer.field("code", code.rawValue)
                writer.field("meaning", code.meaning[language])
            }
        }
    }
}
