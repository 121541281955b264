import Commands
import Wire

extension ControlRoute {
    static let getCommands = ControlRoute(
        method: .get, path: "/control/v1/commands", name: "getCommands",
        summary: "Lists the commands of the protocol that can be called, by name.", parameters: [language],
        form: .json(
            .object([
                .init(
                    "commands",
                    .list(
                        .object([
                            .init("name", .string, "service and command, as they stand in the path of a URL"),
                            .init("acceptsEmptyBody", .boolean, "whether an empty body means {}"),
                            .init("summary", .string, "what it does, in Markdown"),
                        ])), "the commands")
            ]))
    ) { request, _ in
        let language = request.language
        return .object { writer in
            let commands = CommandRegistry.entries.sorted { $0.name.description < $1.name.description }
            writer.objects("commands", of: commands) { writer, command in
                writer.field("name", command.name.description)
                writer.flag("acceptsEmptyBody", command.acceptsEmptyBody)
                writer.field("summary", command.reference.summary[language])
            }
        }
    }
}
