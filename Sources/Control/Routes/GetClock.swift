import Apps

extension ControlRoute {
    static let getClock = ControlRoute(
        method: .get, path: "/control/v1/apps/{sdkappid}/clock", name: "getClock",
        summary: "Shows the clock of an app.", pathParameters: [app], form: .json(ClockForm.schema),
        refusals: [.appUnknown]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        return .json(ClockForm(clock: known.clock, now: sources.now()).write)
    }
}
