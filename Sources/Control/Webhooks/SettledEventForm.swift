import Storage
import Wire

/// An event that waits no longer, as the routes show it.
struct SettledEventForm {
    let settled: SettledEvent

    func write(to writer: inout JSONWriter) {
        let outcome = settled.settlement
        writer.beginObject()
        writer.field("event", settled.event.place.name)
        writer.field("command", settled.event.command)
        writer.field("result", "\(outcome.result)")
        writer.field("time", settled.time)
        writer.field("attempts", outcome.attempts)
        writer.field("milliseconds", outcome.milliseconds)
        writer.field("answer", outcome.answer)
        writer.endObject()
    }

    static let schema = AnswerSchema.object([
        .init("event", .string, "the event's name"),
        .init("command", .string, "CallbackCommand"),
        .init("result", .string, "delivered, givenUp or parked"),
        .init("time", .integer, "when it was settled, in milliseconds since 1970"),
        .init("attempts", .integer, "how often it was tried"),
        .init("milliseconds", .integer, "how long the last try took"),
        .init("answer", .string, "what the receiver answered last, or why there was no answer"),
    ])
}
