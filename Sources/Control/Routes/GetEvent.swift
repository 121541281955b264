import Apps
import Storage
import Webhooks
import Wire

extension ControlRoute {
    private static let event = RouteParameter(
        "event", .text(maximumLength: 512), "the event's name, as GET …/webhooks shows it", isRequired: true)

    static let getEvent = ControlRoute(
        method: .get, path: "/control/v1/apps/{sdkappid}/webhooks/event", name: "getEvent",
        summary: "Shows the body of an event.", pathParameters: [app], parameters: [event],
        form: .json(
            .object([
                .init("event", .string, "the event's name"),
                .init("command", .string, "CallbackCommand"),
                .init("address", .string, "ClientIP"),
                .init("body", .anyObject, "what is posted"),
                .init(
                    "settled", SettledEventForm.schema, "what has become of it, where it waits no longer",
                    isOptional: true),
            ])),
        refusals: [.appUnknown, .eventUnknown, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        guard let place = OutboxPlace(name: request.text(event) ?? "") else {
            throw ControlRefusal(.parameterInvalid, "The parameter event is no name of an event.")
        }
        let (store, id) = (sources.apps.store, known.sdkAppID)
        let (waiting, settled) = try await sources.apps.storing { () async throws(StoreError) in
            let before = OutboxPlace(lane: place.lane, eventTime: place.eventTime - 1)
            let waiting = try await store.waitingEvents(of: id, in: [before], limit: 1).first { $0.place == place }
            guard waiting == nil else {
                return (waiting, SettledEvent?.none)
            }
            return (nil, try await store.settledEvents(of: id, limit: Int(Int32.max)).first { $0.event.place == place })
        }
        guard let found = waiting ?? settled?.event else {
            throw ControlRefusal(.eventUnknown, "There is no such event; GET …/webhooks lists those there are.")
        }
        return .object { writer in
            writer.field("event", found.place.name)
            writer.field("command", found.command)
            writer.field("address", found.address)
            writer.key("body")
            writer.encoded(
                WebhookBody.closed(found.opening, of: found.command, eventTime: found.place.eventTime))
            if let settled {
                writer.key("settled")
                SettledEventForm(settled: settled).write(to: &writer)
            }
        }
    }
}
