import Apps
import Storage
import Wire

extension ControlRoute {
    private static let limit = RouteParameter(
        "limit", .integer(1...1_000), "most events of each list to show; 50 by default")

    static let getWebhooks = ControlRoute(
        method: .get, path: "/control/v1/apps/{sdkappid}/webhooks", name: "getWebhooks",
        summary: "Shows what the app's backend was told last, and what waits.", pathParameters: [app],
        parameters: [limit],
        form: .json(
            .object([
                .init("configured", .boolean, "whether the app has a backend"),
                .init("waiting", .integer, "events that wait"),
                .init("parked", .integer, "events that nobody tries again until somebody asks for it"),
                .init("oldest", .integer, "the smallest EventTime of what waits", isOptional: true),
                .init("settled", .list(SettledEventForm.schema), "events that wait no longer, the last settled first"),
                .init("next", .list(WaitingEventForm.schema), "events that wait, group by group"),
            ])),
        refusals: [.appUnknown, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let (store, id, count) = (sources.apps.store, known.sdkAppID, request.integer(limit) ?? 50)
        let (state, settled, waiting) = try await sources.apps.storing { () async throws(StoreError) in
            let state = try await store.outboxState(of: id)
            let settled = try await store.settledEvents(of: id, limit: count)
            let lanes = try await store.waitingLanes(of: id, after: nil, limit: count)
            let places = lanes.map { OutboxPlace(lane: $0, eventTime: .min) }
            let waiting = places.isEmpty ? [] : try await store.waitingEvents(of: id, in: places, limit: count)
            return (state, settled, waiting)
        }
        return .object { writer in
            writer.flag("configured", known.webhooks != nil)
            writer.field("waiting", state.waiting)
            writer.field("parked", state.parked)
            if let oldest = state.oldest {
                writer.field("oldest", oldest)
            }
            writer.array("settled", of: settled) { SettledEventForm(settled: $1).write(to: &$0) }
            writer.array("next", of: waiting.prefix(count)) { WaitingEventForm(event: $1).write(to: &$0) }
        }
    }
}
