import Apps
import Wire

extension ControlRoute {
    private static let number = RouteParameter(
        "sdkappid", .integer(1...Int(UInt32.max)), "the number; any that is free where it is left out")
    private static let key = RouteParameter(
        "secretKey", .text(maximumLength: 256), "the key that UserSigs are made with; a new one where it is left out")
    private static let admins = RouteParameter(
        "admins", .texts(maximumCount: 20, maximumLength: Account.maximumBytes),
        "the accounts that may call; those of the server's configuration where it is left out")

    static let postApp = ControlRoute(
        method: .post, path: "/control/v1/apps", name: "postApp",
        summary: "Creates an app, which answers calls from then on and is there after the next start too.",
        body: .fields([number, key, admins]),
        form: .json(
            .object([
                .init("sdkappid", .integer, "the app's number"),
                .init("secretKey", .string, "its key, which is shown only here"),
                .init("admins", .list(.string), "the accounts that may call"),
            ])),
        status: 201, refusals: [.appExists, .appFixed, .appBusy, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        let accounts = (request.texts(admins) ?? []).map { Account($0) }
        guard !accounts.contains(nil) else {
            throw ControlRefusal(.bodyInvalid, "The field admins has a name that no account can have.")
        }
        let app = try await sources.apps.create(
            request.integer(number).map { SDKAppID(UInt32(clamping: $0)) },
            secretKey: request.text(key).map { Secret($0) }, admins: accounts.compactMap(\.self))
        return .object(status: 201) { writer in
            writer.field("sdkappid", app.sdkAppID.number)
            writer.field("secretKey", app.secretKey?.revealed ?? "")
            writer.field("admins", app.admins.map(\.text))
        }
    }
}
