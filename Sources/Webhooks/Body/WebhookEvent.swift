import Wire

/// Something that an app's backend is told, or asked: one type, one file, one line in ``WebhookRegistry``.
package protocol WebhookEvent: Sendable {
    /// `CallbackCommand`.
    static var command: String { get }
    /// When it happens, for readers of the documentation; no full stop at the end.
    static var occasion: String { get }
    /// What stands between `CallbackCommand` and `EventTime`, in the order of the body.
    static var fields: [WebhookField<Self>] { get }
    /// Whether the body ends with `EventTime`.
    static var hasEventTime: Bool { get }
    /// The command by whose name the event is switched on and off, its own unless it shares another's.
    static var switchedAs: String { get }
}

extension WebhookEvent {
    package static var hasEventTime: Bool { true }
    package static var switchedAs: String { command }

    /// The body of the request.
    ///
    /// - Parameter eventTime: milliseconds since 1970.
    /// - Source: protocol reference file 50, sections 1 and 7.
    package func body(eventTime: Int64) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.field("CallbackCommand", Self.command)
        for field in Self.fields {
            field.write(self, &writer)
        }
        if Self.hasEventTime {
            writer.field("EventTime", eventTime)
        }
        writer.endObject()
        return writer.bytes
    }
}
