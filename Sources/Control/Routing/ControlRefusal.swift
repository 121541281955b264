import Wire

/// Why a request to the control port is not answered, and what to change.
struct ControlRefusal: Error, Equatable {
    /// What kinds there are; the raw value is the name that programs compare.
    enum Kind: String, CaseIterable {
        case hostMissing = "host_missing"
        case parameterInvalid = "parameter_invalid"
        case bodyInvalid = "body_invalid"
        case tokenWrong = "token_wrong"
        case originForeign = "origin_foreign"
        case csrfWrong = "csrf_wrong"
        case developmentOnly = "development_only"
        case pathUnknown = "path_unknown"
        case appUnknown = "app_unknown"
        case commandUnknown = "command_unknown"
        case faultUnknown = "fault_unknown"
        case eventUnknown = "event_unknown"
        case methodWrong = "method_wrong"
        case appExists = "app_exists"
        case appFixed = "app_fixed"
        case appBusy = "app_busy"
        case appUsed = "app_used"
        case seedMissing = "seed_missing"
        case faultsFull = "faults_full"
        case bodyTooLarge = "body_too_large"
        case hostUnknown = "host_unknown"
        case callRefused = "call_refused"
        case storeFailed = "store_failed"

        /// The status of HTTP.
        var status: Int {
            switch self {
            case .hostMissing, .parameterInvalid, .bodyInvalid: 400
            case .tokenWrong: 401
            case .originForeign, .csrfWrong, .developmentOnly: 403
            case .pathUnknown, .appUnknown, .commandUnknown, .eventUnknown, .faultUnknown: 404
            case .methodWrong: 405
            case .appExists, .appFixed, .appBusy, .appUsed, .seedMissing, .faultsFull: 409
            case .bodyTooLarge: 413
            case .hostUnknown: 421
            case .callRefused: 422
            case .storeFailed: 503
            }
        }

        /// When it comes, in words.
        var meaning: String {
            switch self {
            case .hostMissing: "The request has no header Host."
            case .parameterInvalid: "A parameter is unknown, missing, given twice or out of its range."
            case .bodyInvalid: "The body is not as the route wants it."
            case .tokenWrong: "The token is missing or wrong."
            case .originForeign: "A page of another site has sent the request."
            case .csrfWrong: "A browser has sent the request without the header X-Qun-CSRF of its session."
            case .developmentOnly: "The server was not started with --dev or --demo."
            case .pathUnknown: "There is nothing at this path."
            case .appUnknown: "The server has no such app."
            case .commandUnknown: "There is no such command."
            case .faultUnknown: "There is no rule of this number."
            case .eventUnknown: "There is no such event."
            case .methodWrong: "The path takes other methods, which the header Allow names."
            case .appExists: "There is an app with this number already."
            case .appFixed: "The app belongs to the server's configuration."
            case .appBusy: "The app is being reset, seeded, filled or dropped."
            case .appUsed: "The app holds accounts or groups."
            case .seedMissing: "The app has no seed."
            case .faultsFull: "There are as many rules as there may be."
            case .bodyTooLarge: "The body is larger than the route takes."
            case .hostUnknown: "The name in the header Host is none of this server."
            case .callRefused: "A call of the seed was refused."
            case .storeFailed: "The store cannot do it at the moment."
            }
        }

        /// Those that every route has.
        static let common: [Kind] = [.hostMissing, .parameterInvalid, .tokenWrong, .originForeign, .hostUnknown]
    }

    let kind: Kind
    /// A sentence that says what to change.
    let message: String
    /// The methods that the path takes, where the method is wrong.
    var allowed: [ControlMethod] = []

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    static func wrongMethod(_ allowed: [ControlMethod]) -> ControlRefusal {
        let names = allowed.map(\.rawValue).joined(separator: " or ")
        var refusal = ControlRefusal(.methodWrong, "This path takes \(names) only.")
        refusal.allowed = allowed
        return refusal
    }

    static func unknownApp(_ id: SDKAppID) -> ControlRefusal {
        ControlRefusal(.appUnknown, "The server has no app \(id); GET /control/v1/apps lists all.")
    }

    /// The answer, as JSON.
    var body: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("error")
        writer.beginObject()
        writer.field("code", kind.rawValue)
        writer.field("message", message)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// The form of ``body``.
    static let schema = AnswerSchema.object([
        .init(
            "error",
            .object([
                .init("code", .string, "what kind of refusal it is, for programs"),
                .init("message", .string, "what to change, for people"),
            ]), "why the request is refused")
    ])
}
