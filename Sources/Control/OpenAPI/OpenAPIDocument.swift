import Wire

/// The OpenAPI document of the control port, printed from its routes.
///
/// - Source: OpenAPI Specification 3.1.0.
enum OpenAPIDocument {
    /// - Parameter version: the server's.
    static func print(_ routes: [ControlRoute], version: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 16_384)
        writer.beginObject()
        writer.field("openapi", "3.1.0")
        writer.key("info")
        writer.beginObject()
        writer.field("title", "The control port of Qun")
        writer.field("version", version)
        writer.endObject()
        writer.key("security")
        writer.raw(#"[{"token":[]},{}]"#)
        writer.key("paths")
        writer.beginObject()
        for path in paths(of: routes) {
            writer.member(path)
            writer.beginObject()
            for route in routes where route.path == path {
                writer.member(route.method.rawValue.lowercased())
                write(route, to: &writer)
            }
            writer.endObject()
        }
        writer.endObject()
        writer.key("components")
        writer.beginObject()
        writer.key("schemas")
        writer.beginObject()
        writer.key("Refusal")
        ControlRefusal.schema.write(to: &writer)
        writer.endObject()
        writer.key("securitySchemes")
        writer.beginObject()
        writer.key("token")
        writer.beginObject()
        writer.field("type", "http")
        writer.field("scheme", "bearer")
        writer.field("description", "The setting control.token; without it everybody is let in who reaches the port.")
        writer.endObject()
        writer.endObject()
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// Each path once, in the order of the routes.
    private static func paths(of routes: [ControlRoute]) -> [String] {
        routes.map(\.path).reduce(into: []) { paths, path in
            if paths.last != path {
                paths.append(path)
            }
        }
    }

    private static func write(_ route: ControlRoute, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("operationId", route.name)
        writer.field("summary", route.summary)
        let parameters = route.pathParameters.map { ($0, "path") } + route.parameters.map { ($0, "query") }
        writer.objects("parameters", of: parameters) { write(&$0, $1.0, in: $1.1) }
        write(route.body, to: &writer)
        writer.key("responses")
        writer.beginObject()
        writer.member(String(route.status))
        writeAnswer("The answer.", route, to: &writer)
        for (status, meaning) in route.otherStatuses.sorted(by: { $0.key < $1.key }) {
            writer.member(String(status))
            writeAnswer(meaning, route, to: &writer)
        }
        let refusals = Dictionary(grouping: route.allRefusals, by: \.status).sorted { $0.key < $1.key }
        for (status, kinds) in refusals {
            writer.member(String(status))
            writer.beginObject()
            writer.field("description", kinds.map(\.meaning).joined(separator: " "))
            writer.key("content")
            writer.raw(##"{"application/json":{"schema":{"$ref":"#/components/schemas/Refusal"}}}"##)
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
    }

    private static func writeAnswer(_ meaning: String, _ route: ControlRoute, to writer: inout JSONWriter) {
        writer.beginObject()
        switch route.form {
        case .json: writer.field("description", meaning)
        case .text(_, let whole): writer.field("description", whole)
        }
        writer.key("content")
        writer.beginObject()
        writer.member(route.form.mediaType)
        writer.beginObject()
        writer.key("schema")
        switch route.form {
        case .json(let schema): schema.write(to: &writer)
        case .text: AnswerSchema.string.write(to: &writer)
        }
        writer.endObject()
        writer.endObject()
        writer.endObject()
    }

    private static func write(_ writer: inout JSONWriter, _ parameter: RouteParameter, in place: String) {
        writer.field("name", parameter.name)
        writer.field("in", place)
        writer.field("description", parameter.meaning)
        writer.flag("required", place == "path" || parameter.isRequired)
        writer.key("schema")
        parameter.form.writeSchema(to: &writer)
    }

    private static func write(_ body: ControlRoute.Body, to writer: inout JSONWriter) {
        switch body {
        case .none:
            return
        case .fields(let fields):
            writer.key("requestBody")
            writer.beginObject()
            writer.flag("required", fields.contains(where: \.isRequired))
            writer.key("content")
            writer.beginObject()
            writer.key("application/json")
            writer.beginObject()
            writer.key("schema")
            writer.beginObject()
            writer.field("type", "object")
            writer.key("properties")
            writer.beginObject()
            for field in fields {
                writer.member(field.name)
                field.form.writeSchema(to: &writer, meaning: field.meaning)
            }
            writer.endObject()
            writer.field("required", fields.filter(\.isRequired).map(\.name))
            writer.flag("additionalProperties", false)
        case .bytes(let mediaType, _, let meaning), .parts(let mediaType, _, let meaning):
            writer.key("requestBody")
            writer.beginObject()
            writer.field("description", meaning)
            writer.key("content")
            writer.beginObject()
            writer.member(mediaType)
            writer.beginObject()
            writer.key("schema")
            writer.beginObject()
            writer.field("type", mediaType == "application/json" ? "object" : "string")
        }
        for _ in 0..<4 {
            writer.endObject()
        }
    }
}

extension ControlRoute {
    /// Why it may be refused.
    fileprivate var allRefusals: [ControlRefusal.Kind] {
        var kinds = ControlRefusal.Kind.common
        if body.maximumBytes > 0 {
            kinds += [.bodyInvalid, .bodyTooLarge]
        }
        if method != .get {
            kinds.append(.csrfWrong)
        }
        return kinds + refusals.filter { !kinds.contains($0) }
    }
}
