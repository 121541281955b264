import Apps
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

    /// Whether an app wants the event: by its own name, or by that of which it shares the switch.
    static func isSwitchedOn(by settings: WebhookSettings) -> Bool {
        settings.includes(command) || settings.includes(switchedAs)
    }

    /// The body of the request up to where `EventTime` stands.
    ///
    /// - Source: protocol reference file 50, sections 1 and 7.
    package var opening: [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        writer.beginObject()
        writer.field("CallbackCommand", Self.command)
        for field in Self.fields {
            field.write(self, &writer)
        }
        return writer.bytes
    }

    /// The body of the request.
    ///
    /// - Parameter eventTime: milliseconds since 1970.
    package func body(eventTime: Int64) -> [UInt8] {
        WebhookBody.closed(opening, eventTime: Self.hasEventTime ? eventTime : nil)
    }
}

/// Bodies of which the opening was stored.
package enum WebhookBody {
    /// What is posted of an event that was stored.
    ///
    /// - Parameter eventTime: milliseconds since 1970.
    package static func closed(_ opening: [UInt8], of command: String, eventTime: Int64) -> [UInt8] {
        closed(opening, eventTime: WebhookRegistry.untimed.contains(command) ? nil : eventTime)
    }

    /// - Parameters:
    ///   - opening: at least one field.
    ///   - eventTime: milliseconds since 1970; `nil` for an event whose body has none.
    static func closed(_ opening: [UInt8], eventTime: Int64?) -> [UInt8] {
        opening + Array((eventTime.map { ",\"EventTime\":\($0)}" } ?? "}").utf8)
    }
}
