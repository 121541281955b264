import Apps
import Wire

/// An app's clock as the routes show it.
struct ClockForm {
    let clock: AppClock
    /// By the server's clock.
    let now: UnixTime

    func write(to writer: inout JSONWriter) {
        let time = clock.time(now)
        writer.beginObject()
        writer.field("now", time.seconds)
        writer.field("ahead", time.seconds - now.seconds)
        writer.flag("frozen", clock.isFrozen)
        writer.key("rate")
        writer.plain("\(clock.rate)")
        writer.flag("signatures", clock.governsSignatures)
        writer.endObject()
    }

    static let schema = AnswerSchema.object([
        .init("now", .integer, "the app's time, in seconds since 1970"),
        .init("ahead", .integer, "seconds by which it is ahead of the server's clock"),
        .init("frozen", .boolean, "whether it stands still"),
        .init("rate", .number, "its seconds for each of the server's, while it is not frozen"),
        .init("signatures", .boolean, "whether UserSigs expire by it too"),
    ])
}
