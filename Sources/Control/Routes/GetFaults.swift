import Faults
import Wire

extension ControlRoute {
    static let faultSchema = AnswerSchema.object([
        .init("number", .integer, "the rule's number, counted from 1 at the start of the server"),
        .init("app", .integer, "it is about this app", isOptional: true),
        .init("command", .string, "it is about calls of this command", isOptional: true),
        .init("group", .string, "it is about calls that name this group, or events in it", isOptional: true),
        .init("caller", .string, "it is about calls of this account", isOptional: true),
        .init("event", .string, "it is about this event", isOptional: true),
        .init("chance", .number, "how many it hits; left out for all", isOptional: true),
        .init("count", .integer, "hits after which it is spent; left out for no end", isOptional: true),
        .init("wait", .number, "seconds for which the answer is held", isOptional: true),
        .init("code", .integer, "the code that is answered", isOptional: true),
        .init("info", .string, "the text of that answer", isOptional: true),
        .init("status", .integer, "the status of HTTP that is answered", isOptional: true),
        .init("cut", .string, "when the connection is cut", isOptional: true),
        .init("dripBytes", .integer, "bytes of each piece of the answer", isOptional: true),
        .init("dripEvery", .number, "seconds between two pieces", isOptional: true),
        .init("loseWebhook", .boolean, "whether events are lost", isOptional: true),
        .init("delayWebhook", .number, "seconds by which events are delayed", isOptional: true),
        .init("hits", .integer, "how often it has hit"),
        .init("spent", .boolean, "whether it has hit as often as it may"),
    ])

    /// The parameter that narrows rules down to those about an app.
    static let appOfFaults = RouteParameter(
        "app", .integer(1...Int(UInt32.max)), "only the rules that name the app of this SDKAppID")

    static let getFaults = ControlRoute(
        method: .get, path: "/control/v1/faults", name: "getFaults",
        summary: "Lists what the server does wrong on purpose, and how often each rule has hit.",
        parameters: [appOfFaults], access: .development,
        form: .json(.object([.init("faults", .list(faultSchema), "the rules, by number")])),
        refusals: [.developmentOnly]
    ) { request, sources in
        let app = request.integer(appOfFaults).map { SDKAppID(UInt32(clamping: $0)) }
        let faults = sources.faults.all.filter { app == nil || $0.rule.scope.app == app }
        return .object { writer in
            writer.array("faults", of: faults) { writer, fault in fault.write(to: &writer) }
        }
    }
}
