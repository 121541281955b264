import ArgumentParser
import Foundation
import Storage
import Webhooks
import Wire

extension WebhookTools {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an event: what is posted, and what has become of it.")

        @OptionGroup var place: OutboxOptions

        @Argument(help: "The event, as `qun webhooks list` names it.")
        var event: EventName

        func run() async throws {
            try await place.withDesk { desk, app in
                let before = OutboxPlace(lane: event.place.lane, eventTime: event.place.eventTime - 1)
                let waiting = try await desk.waitingEvents(of: app, in: [before], limit: 1).first
                if let waiting, waiting.place == event.place {
                    show(waiting, "it waits")
                    return
                }
                let settled = try await desk.settledEvents(of: app, limit: Int(Int32.max))
                guard let found = settled.first(where: { $0.event.place == event.place }) else {
                    throw ValidationError("there is no event \(event); `qun webhooks list` names those there are")
                }
                let outcome = found.settlement
                show(
                    found.event,
                    "\(outcome.result) at \(LogTimestamp(milliseconds: found.time)), tried \(outcome.attempts), "
                        + "\(outcome.milliseconds) ms: \(outcome.answer.visible)")
            }
        }

        private func show(_ event: OutboxEvent, _ outcome: String) {
            print("\(event.command), caused by a call from \(event.address.visible)")
            print(outcome)
            let body = WebhookBody.closed(event.opening, of: event.command, eventTime: event.place.eventTime)
            var writer = JSONWriter(capacity: body.count * 2)
            if let value = try? JSONParser.parse(body) {
                writer.indentedValue(value, level: 0)
            }
            print(String(decoding: writer.bytes, as: UTF8.self))
        }
    }
}
