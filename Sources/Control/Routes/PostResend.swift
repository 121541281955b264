import Apps
import Logging
import Storage
import Wire

extension ControlRoute {
    private static let events = RouteParameter(
        "events", .texts(maximumCount: 1_000, maximumLength: 512), "the names of events that wait no longer",
        isRequired: true)

    static let postResend = ControlRoute(
        method: .post, path: "/control/v1/apps/{sdkappid}/webhooks/resend", name: "postResend",
        summary: "Lets events be told again, with the EventTime that they had.", pathParameters: [app],
        body: .fields([events]),
        form: .json(.object([.init("resent", .list(.string), "those that there are, by name")])),
        refusals: [.appUnknown, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let names = request.texts(events) ?? []
        let places = names.compactMap { OutboxPlace(name: $0) }
        guard places.count == names.count else {
            throw ControlRefusal(
                .bodyInvalid,
                "The field events must have names as GET …/webhooks shows them, such as gclub@1780000000000.")
        }
        let store = sources.apps.store
        let resent = try await sources.apps.storing { () async throws(StoreError) in
            var resent: [OutboxPlace] = []
            for place in places where try await store.resend(place, of: known.sdkAppID) {
                resent.append(place)
            }
            return resent
        }
        sources.apps.note(
            "events are told again by the control port", known.sdkAppID, ["events": .stringConvertible(resent.count)])
        return .object { $0.field("resent", resent.map(\.name)) }
    }
}
