import Wire

/// What the receiver prints of a request.
struct EventReport: Sendable {
    enum Format: Sendable {
        /// A line, then the body with indents.
        case text
        /// A line of JSON.
        case json
    }

    let time: LogTimestamp
    let content: Content

    enum Content: Sendable {
        case event(ReceivedEvent, signature: SignatureCheck, isRepeated: Bool, status: Int, answer: String)
        /// A request that is none, or a connection that failed.
        case refusal(status: Int?, reason: String)
    }

    /// A longer body is printed without indents, which would make it many times longer.
    static let maximumIndentedBytes = 65_536

    /// The text with a line feed at its end.
    func bytes(as format: Format) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        switch format {
        case .text: writeText(&writer)
        case .json: writeJSON(&writer)
        }
        writer.raw("\n")
        return writer.bytes
    }

    // MARK: Text

    private func writeText(_ writer: inout JSONWriter) {
        time.write(to: &writer)
        switch content {
        case .refusal(let status, let reason):
            writer.raw("  refused")
            if let status {
                writer.raw(plain: " with HTTP status \(status)")
            }
            writer.raw(": ")
            writer.visible(reason)
        case .event(let event, let signature, let isRepeated, _, let answer):
            writer.raw("  ")
            writer.visible(event.command)
            part("group", event.group, &writer)
            part("app", event["SdkAppid"], &writer)
            part("from", event["OptPlatform"], &writer)
            part("at", event["ClientIP"], &writer)
            writer.raw(plain: "  signature \(signature.rawValue)")
            if isRepeated {
                writer.raw("  repeated")
            }
            writer.raw("  answered: ")
            writer.visible(answer)
            writer.raw("\n")
            writeBody(of: event, &writer)
        }
    }

    private func part(_ name: StaticString, _ value: String?, _ writer: inout JSONWriter) {
        guard let value else {
            return
        }
        writer.raw("  ")
        writer.raw(name)
        writer.raw(" ")
        writer.visible(value)
    }

    private func writeBody(of event: ReceivedEvent, _ writer: inout JSONWriter) {
        if event.bytes.count > Self.maximumIndentedBytes {
            writer.raw("  ")
            var compact = JSONWriter(capacity: event.bytes.count)
            compact.visibleValue(.object(event.body))
            writer.raw(bytes: compact.bytes)
        } else {
            writer.indentedValue(.object(event.body), level: 1)
        }
    }

    // MARK: JSON

    private func writeJSON(_ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("time")
        writer.raw("\"")
        time.write(to: &writer)
        writer.raw("\"")
        switch content {
        case .refusal(let status, let reason):
            writer.key("error")
            writer.visibleString(reason)
            if let status {
                writer.field("status", status)
            }
        case .event(let event, let signature, let isRepeated, let status, _):
            writer.key("command")
            writer.visibleString(event.command)
            writer.key("query")
            writer.visibleValue(.object(event.queryObject))
            writer.key("body")
            writer.visibleValue(.object(event.body))
            writer.field("signature", signature.rawValue)
            writer.key("repeated")
            writer.plain(isRepeated ? "true" : "false")
            writer.field("status", status)
        }
        writer.endObject()
    }
}

extension ReceivedEvent {
    fileprivate var queryObject: JSONObject {
        var object = JSONObject()
        for (name, value) in query {
            object.append(key: name, value: .string(value))
        }
        return object
    }
}
