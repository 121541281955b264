import Apps
import Logging
import UserSig
import Wire

extension ControlRoute {
    private static let identifier = RouteParameter(
        "identifier", .text(maximumLength: Account.maximumBytes),
        "the account; the app's first administrator by default")
    private static let seconds = RouteParameter(
        "seconds", .integer(1...Int(UserSig.maximumExpire)), "how long it is valid; a day by default")

    static let postUserSig = ControlRoute(
        method: .post, path: "/control/v1/apps/{sdkappid}/usersigs", name: "postUserSig",
        summary: "Makes a UserSig, and the query of a URL that has it.", pathParameters: [app],
        body: .fields([identifier, seconds]),
        form: .json(
            .object([
                .init("identifier", .string, "the account"),
                .init("usersig", .string, "the signature, which lets whoever has it call as the account"),
                .init("made", .integer, "when, in seconds since 1970"),
                .init("expires", .integer, "the last second in which it is valid"),
                .init("query", .string, "what follows the question mark in the URL of a call"),
            ])),
        status: 201, refusals: [.appUnknown]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        guard let key = known.secretKey, !key.revealed.isEmpty else {
            throw ControlRefusal(.appFixed, "The app has no secretKey, so that no signature can be made for it.")
        }
        guard let account = request.text(identifier).map({ Account($0) }) ?? known.admins.first else {
            throw ControlRefusal(.bodyInvalid, "The field identifier must be a name that an account can have.")
        }
        let time = known.signatureTime(sources.now())
        let expire = UInt32(clamping: request.integer(seconds) ?? 86_400)
        let signature = UserSig.make(
            sdkAppID: known.sdkAppID, key: key, identifier: account, time: time, expire: expire)
        sources.apps.note("a UserSig was made by the control port", known.sdkAppID, ["identifier": "\(account)"])
        return .object(status: 201) { writer in
            writer.field("identifier", account.text)
            writer.field("usersig", signature.revealed)
            writer.field("made", time.seconds)
            writer.field("expires", time.seconds + Int64(expire))
            writer.field(
                "query",
                CallQueryText.query(app: known.sdkAppID, identifier: account.text, signature: signature))
        }
    }
}
