import Commands
import Wire

extension ControlRoute {
    static let getCommand = ControlRoute(
        method: .get, path: "/control/v1/commands/{service}/{command}", name: "getCommand",
        summary: "Describes a command: the fields of its request, an example, and its codes.",
        pathParameters: [service, command], parameters: [language],
        form: .json(
            .object([
                .init("name", .string, "service and command, as they stand in the path of a URL"),
                .init("acceptsEmptyBody", .boolean, "whether an empty body means {}"),
                .init("summary", .string, "what it does, in Markdown"),
                .init("notes", .list(.string), "what else to know, in Markdown"),
                .init(
                    "fields",
                    .list(
                        .object([
                            .init("name", .string, "with the objects that it stands in, such as MemberList[].Role"),
                            .init("otherName", .string, "which means the same", isOptional: true),
                            .init("type", .string, "in words, in Markdown"),
                            .init("required", .boolean, "whether a request without it is refused"),
                            .init("meaning", .string, "in Markdown"),
                        ])), "the fields of the request, each below the object that it stands in"),
                .init("example", .anyObject, "a request"),
                .init("codes", .list(.integer), "its own codes in ErrorCode"),
            ])), refusals: [.commandUnknown]
    ) { (request, _) throws(ControlRefusal) in
        let entry = try request.command()
        let language = request.language
        return .object { writer in
            writer.field("name", entry.name.description)
            writer.flag("acceptsEmptyBody", entry.acceptsEmptyBody)
            writer.field("summary", entry.reference.summary[language])
            writer.field("notes", entry.reference.notes.map { $0[language] })
            writer.objects("fields", of: ReferenceRow.rows(of: entry, in: language)) { writer, row in
                writer.field("name", row.place)
                if let otherName = row.otherName {
                    writer.field("otherName", otherName)
                }
                writer.field("type", row.type)
                writer.flag("required", row.isRequired)
                writer.field("meaning", row.meaning)
            }
            writer.key("example")
            writer.encoded(Array(entry.reference.example.utf8))
            writer.array("codes", of: entry.codes) { $0.integer($1.rawValue) }
        }
    }
}
