import Apps
import Commands
import Wire

extension ControlRoute {
    private static let caller = RouteParameter(
        "as", .text(maximumLength: Account.maximumBytes), "the administrator who calls; the first one by default")

    static let postCommand = ControlRoute(
        method: .post, path: "/control/v1/apps/{sdkappid}/commands/{service}/{command}", name: "postCommand",
        summary: "Calls a command of the protocol, without a signature and beside the app's rates.",
        pathParameters: [app, service, command], parameters: [caller],
        body: .bytes("application/json", maximum: 1_048_576, "The body of the protocol's request."),
        form: .json(.anyObject), refusals: [.appUnknown, .commandUnknown, .bodyTooLarge]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let command = try request.command()
        guard let account = request.text(caller).map(Account.init) ?? known.admins.first, known.admins.contains(account)
        else {
            throw ControlRefusal(.parameterInvalid, "The parameter as must name an administrator of the app.")
        }
        let body = request.body.isEmpty && command.acceptsEmptyBody ? Array("{}".utf8) : request.body
        return ControlAnswer(
            .whole(
                await sources.call(
                    CommandCall(
                        name: command.name, app: known, caller: account, address: request.address,
                        arrival: sources.now()), body: body, from: request)))
    }
}
