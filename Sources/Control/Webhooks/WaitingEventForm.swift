import Storage
import Wire

/// An event that waits, as the routes show it.
struct WaitingEventForm {
    let event: OutboxEvent

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("event", event.place.name)
        writer.field("command", event.command)
        writer.field("time", event.place.eventTime)
        writer.endObject()
    }

    static let schema = AnswerSchema.object([
        .init("event", .string, "the event's name"),
        .init("command", .string, "CallbackCommand"),
        .init("time", .integer, "EventTime, in milliseconds since 1970"),
    ])
}
