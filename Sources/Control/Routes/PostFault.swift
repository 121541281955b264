import Commands
import Faults
import Logging
import Webhooks
import Wire

extension ControlRoute {
    private static let fields = [
        RouteParameter("app", .integer(1...Int(UInt32.max)), "the app that it is about; all where it is left out"),
        RouteParameter(
            "command", .text(maximumLength: FaultRule.maximumName), "the command, with its service or without"),
        RouteParameter(
            "group", .text(maximumLength: GroupID.maximumBytes), "a group that the call names, or that the event is in"),
        RouteParameter("caller", .text(maximumLength: Account.maximumBytes), "the account that calls"),
        RouteParameter(
            "event", .text(maximumLength: FaultRule.maximumName),
            "the CallbackCommand of an event, or what follows Callback in it"),
        RouteParameter("chance", .number(FaultRule.chances), "how many of them it hits: 0.1 is a tenth"),
        RouteParameter("count", .integer(FaultRule.counts), "the hits after which it is spent"),
        RouteParameter("wait", .number(FaultRule.waits), "seconds for which the answer is held"),
        RouteParameter("code", .integer(FaultRule.codes), "the code that is answered; the call is not carried out"),
        RouteParameter("info", .text(maximumLength: FaultRule.maximumInfo), "the ErrorInfo beside code"),
        RouteParameter(
            "status", .integer(FaultRule.statuses),
            "the status of HTTP that is answered, with an empty body; the call is not carried out"),
        RouteParameter(
            "cut", .choice(CutMoment.allCases.map(\.rawValue)),
            "cuts the connection: before or after the call is carried out"
        ),
        RouteParameter("dripBytes", .integer(FaultRule.dripSizes), "writes the answer in pieces of so many bytes"),
        RouteParameter("dripEvery", .number(FaultRule.dripPauses), "seconds between two pieces"),
        RouteParameter("loseWebhook", .flag, "loses events"),
        RouteParameter("delayWebhook", .number(FaultRule.waits), "delays events by so many seconds"),
    ]

    static let postFault = ControlRoute(
        method: .post, path: "/control/v1/faults", name: "postFault",
        summary: "Lets the server do something wrong on purpose, from the next call or event on.",
        body: .fields(fields), access: .development, form: .json(faultSchema), status: 201,
        refusals: [.faultsFull, .developmentOnly]
    ) { (request, sources) throws(ControlRefusal) in
        let names = FaultNames(
            commands: sources.apps.runner.commands.map(\.name), events: WebhookRegistry.all.map { $0.command })
        let rule: FaultRule
        do throws(FaultRuleError) {
            rule = try FaultRule(parsing: request.body.isEmpty ? Array("{}".utf8) : request.body, names: names)
        } catch {
            throw ControlRefusal(.bodyInvalid, error.description)
        }
        guard let fault = sources.faults.add(rule) else {
            throw ControlRefusal(
                .faultsFull, "There are \(FaultRules.maximumCount) rules already, spent ones included; drop some.")
        }
        var writer = JSONWriter()
        fault.write(to: &writer)
        sources.apps.surroundings.logger.notice(
            "a fault was added", metadata: ["fault": "\(String(decoding: writer.bytes, as: UTF8.self))"])
        return ControlAnswer(status: 201, .whole(writer.bytes))
    }
}
