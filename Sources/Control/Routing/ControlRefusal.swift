import Wire

/// Why a request to the control port is not answered, and what to change.
struct ControlRefusal: Error, Equatable {
    /// What kinds there are; the raw value is the name that programs compare.
    enum Kind: String, CaseIterable {
        case hostMissing = "host_missing"
        case parameterInvalid = "parameter_invalid"
        case tokenWrong = "token_wrong"
        case originForeign = "origin_foreign"
        case pathUnknown = "path_unknown"
        case methodWrong = "method_wrong"
        case hostUnknown = "host_unknown"

        /// The status of HTTP.
        var status: Int {
            switch self {
            case .hostMissing, .parameterInvalid: 400
            case .tokenWrong: 401
            case .originForeign: 403
            case .pathUnknown: 404
            case .methodWrong: 405
            case .hostUnknown: 421
            }
        }

        /// When it comes, in words.
        var meaning: String {
            switch self {
            case .hostMissing: "The request has no header Host."
            case .parameterInvalid: "A parameter is unknown, given twice or out of its range."
            case .tokenWrong: "The token is missing or wrong."
            case .originForeign: "A page of another site has sent the request."
            case .pathUnknown: "There is nothing at this path."
            case .methodWrong: "The path takes other methods, which the header Allow names."
            case .hostUnknown: "The name in the header Host is none of this server."
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
