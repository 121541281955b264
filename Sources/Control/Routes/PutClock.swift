import Apps
import Wire

extension ControlRoute {
    private static let moment = RouteParameter(
        "now", .integer(Int(AppClock.moments.lowerBound.seconds)...Int(AppClock.moments.upperBound.seconds)),
        "the time to set it to, in seconds since 1970")
    private static let advance = RouteParameter(
        "advance", .integer(-4_294_967_295...4_294_967_295), "seconds to put it forward by, or back")
    private static let frozen = RouteParameter("frozen", .flag, "whether it stands still")
    private static let rate = RouteParameter(
        "rate", .number(AppClock.rates), "its seconds for each of the server's")
    private static let signatures = RouteParameter("signatures", .flag, "whether UserSigs expire by it too")
    private static let reset = RouteParameter(
        "reset", .flag, "whether it is set back first, to what it was at the start")

    static let putClock = ControlRoute(
        method: .put, path: "/control/v1/apps/{sdkappid}/clock", name: "putClock",
        summary:
            "Sets the clock of an app, which mutes, the age of messages and the window of repeated messages go by.",
        pathParameters: [app], body: .fields([moment, advance, frozen, rate, signatures, reset]),
        access: .development, form: .json(ClockForm.schema), refusals: [.appUnknown, .developmentOnly]
    ) { (request, sources) throws(ControlRefusal) in
        var change = ClockChange()
        change.isReset = request.flag(reset) ?? false
        change.now = request.integer(moment).map { UnixTime(seconds: Int64($0)) }
        change.advance = request.integer(advance).map(Int64.init)
        change.isFrozen = request.flag(frozen)
        change.rate = request.number(rate)
        change.governsSignatures = request.flag(signatures)
        let clock = try await sources.apps.setClock(
            of: try sources.apps.app(of: request).sdkAppID, change)
        return .json(ClockForm(clock: clock, now: sources.now()).write)
    }
}
