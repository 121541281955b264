import Commands
import Wire

extension ControlRoute {
    private static let keep = RouteParameter(
        "keep", .flag, "whether the app is reset to these calls from now on, until the server ends")

    static let postSeed = ControlRoute(
        method: .post, path: "/control/v1/apps/{sdkappid}/seed", name: "postSeed",
        summary: "Makes the calls of a seed in an app, in order, until one is refused.", pathParameters: [app],
        parameters: [keep],
        body: .bytes(
            "text/plain", maximum: 67_108_864,
            "A call a line: `{\"command\":\"group_open_http_svc/create_group\",\"body\":{…}}`."),
        access: .development, form: .json(.object([.init("calls", .integer, "how many calls were made")])),
        refusals: [.appUnknown, .appBusy, .bodyTooLarge, .callRefused, .storeFailed, .developmentOnly]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let calls: SeedCalls
        do throws(SeedError) {
            calls = try SeedCalls(request.body, commands: sources.apps.runner.commands.map(\.name))
        } catch {
            throw ControlRefusal(.bodyInvalid, "The seed is wrong at \(error); no call was made.")
        }
        let count = try await sources.apps.play(calls, for: known, isKept: request.flag(keep) ?? false)
        return .object { $0.field("calls", count) }
    }
}
