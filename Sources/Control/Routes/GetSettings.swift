import Wire

extension ControlRoute {
    static let getSettings = ControlRoute(
        method: .get, path: "/control/v1/settings", name: "getSettings",
        summary: "Lists the settings that were given, by name; every other one is what it is by default.",
        form: .json(
            .object([
                .init(
                    "settings",
                    .list(
                        .object([
                            .init("name", .string, "as the documentation has it"),
                            .init("value", .string, "the value; \"(set)\" for one that may be a secret"),
                            .init("source", .string, "where it was given: flags, environment or the file"),
                        ])), "the settings"),
                .init("version", .string, "the version of the server"),
            ]))
    ) { _, sources in
        .object { writer in
            writer.objects("settings", of: sources.settings) { writer, setting in
                writer.field("name", setting.name)
                writer.field("value", setting.value)
                writer.field("source", setting.source)
            }
            writer.field("version", sources.version)
        }
    }
}
