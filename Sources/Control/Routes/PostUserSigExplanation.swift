import Apps
import UserSig
import Wire

extension ControlRoute {
    private static let text = RouteParameter(
        "text", .text(maximumLength: 16_384), "a UserSig, or a URL or a line that has one", isRequired: true)
    private static let identifier = RouteParameter(
        "identifier", .text(maximumLength: Account.maximumBytes),
        "the account that calls; that of the URL, or of the signature, by default")

    static let postUserSigExplanation = ControlRoute(
        method: .post, path: "/control/v1/apps/{sdkappid}/usersigs/explain", name: "postUserSigExplanation",
        summary: "Says whether the app accepts a UserSig, and why or why not.", pathParameters: [app],
        body: .fields([text, identifier]),
        form: .json(
            .object([
                .init("accepted", .boolean, "whether a call with it passes"),
                .init("code", .integer, "what a call with it is refused with; 0 when it passes"),
                .init(
                    "steps",
                    .list(
                        .object([
                            .init("outcome", .string, "passed, failed or note"),
                            .init("text", .string, "what was looked at, in a sentence"),
                        ])), "the checks, in order"),
            ])),
        refusals: [.appUnknown]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let given = request.text(text) ?? ""
        let name = request.text(identifier) ?? CallQueryText.parameter("identifier", in: given)
        let account = name.flatMap { Account($0) }
        guard name == nil || account != nil else {
            throw ControlRefusal(.bodyInvalid, "The identifier is a name that no account can have.")
        }
        let explanation = UserSigExplanation(
            CallQueryText.signature(in: given), sdkAppID: known.sdkAppID, identifier: account,
            key: known.secretKey ?? "", now: known.signatureTime(sources.now()))
        return .object { writer in
            writer.flag("accepted", explanation.isAccepted)
            writer.field("code", explanation.defect?.code.rawValue ?? 0)
            writer.objects("steps", of: explanation.steps) { writer, step in
                writer.field("outcome", "\(step.outcome)")
                writer.field("text", step.text)
            }
        }
    }
}
