import Wire

extension ControlRoute {
    static let getVersion = ControlRoute(
        method: .get, path: "/control/v1/version", name: "getVersion",
        summary: "Names the server and its version.",
        form: .json(
            .object([
                .init("name", .string, "qun"),
                .init("version", .string, "the version of the server"),
            ]))
    ) { _, sources in
        .object { writer in
            writer.field("name", "qun")
            writer.field("version", sources.version)
        }
    }
}
