import Wire

/// The methods that routes take; whoever may GET may ask for the HEAD alone.
enum ControlMethod: String, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

/// One thing that can be asked of the control port.
///
/// The table ``ControlRoute/all`` has every route, and the OpenAPI document is printed from it.
struct ControlRoute: Sendable {
    /// What a route answers.
    enum Form: Sendable {
        case json(AnswerSchema)
        /// Of the media type, with the meaning of the whole.
        case text(String, String)

        var mediaType: String {
            switch self {
            case .json: "application/json"
            case .text(let type, _): type
            }
        }
    }

    /// What a route takes as its body.
    enum Body: Sendable {
        case none
        /// An object of JSON with these fields.
        case fields([RouteParameter])
        /// Bytes of a media type, so many at most, with the meaning of the whole.
        case bytes(String, maximum: Int, String)
        /// As ``bytes``, taken by the route part by part.
        case parts(String, maximum: Int, String)

        /// Largest body, in bytes.
        var maximumBytes: Int {
            switch self {
            case .none: 0
            case .fields: 65_536
            case .bytes(_, let maximum, _), .parts(_, let maximum, _): maximum
            }
        }
    }

    /// Who may use a route.
    enum Access: Sendable {
        /// Whoever knows the token, where there is one.
        case guarded
        /// Everybody who reaches the port.
        case open
        /// As ``guarded``, of a server that is there to be tried with.
        case development
    }

    let method: ControlMethod
    /// Parameters stand in braces, each as a whole segment.
    let path: String
    /// A name for programs that are generated from the OpenAPI document.
    let name: String
    /// What it is for, in one sentence.
    let summary: String
    /// Those in the path, in its order.
    var pathParameters: [RouteParameter] = []
    /// Those in the query.
    var parameters: [RouteParameter] = []
    var body = Body.none
    var access = Access.guarded
    let form: Form
    /// The status of success.
    var status = 200
    /// What stands for the answer's status beside that of success, with its meaning.
    var otherStatuses: [Int: String] = [:]
    /// Why it may be refused, beside what every route is refused for.
    var refusals: [ControlRefusal.Kind] = []
    let answer:
        @Sendable (_ request: ControlRequest, _ sources: ControlSources) async throws(ControlRefusal) -> ControlAnswer
}

extension ControlRoute {
    /// Every route, sorted by path.
    static let all: [ControlRoute] = [
        .getApps,
        .postApp,
        .deleteApp,
        .patchApp,
        .getAccounts,
        .getClock,
        .putClock,
        .postCommand,
        .getGroups,
        .postReset,
        .postSeed,
        .getSnapshot,
        .putSnapshot,
        .postUserSig,
        .postUserSigExplanation,
        .getWebhooks,
        .getEvent,
        .postResend,
        .getCalls,
        .getCallStream,
        .getCodes,
        .getCommands,
        .getCommand,
        .getFaults,
        .postFault,
        .deleteFaults,
        .deleteFault,
        .getHealth,
        .getMetrics,
        .getOpenAPI,
        .getReady,
        .getSession,
        .postSession,
        .deleteSession,
        .getSettings,
        .getVersion,
        .getMetricsAtRoot,
    ]

    /// A route that a request has come to.
    struct Match {
        let route: ControlRoute
        /// What stands in the places of the parameters in the path.
        let segments: [String]
    }

    /// The route of a request.
    ///
    /// - Parameter method: as the request has it; HEAD asks for the route of GET.
    static func find(_ method: String, _ path: String) throws(ControlRefusal) -> Match {
        let found = all.compactMap { route in route.segments(of: path).map { Match(route: route, segments: $0) } }
        guard !found.isEmpty else {
            throw ControlRefusal(
                .pathUnknown, "There is nothing at this path; /control/v1/openapi.json lists all paths.")
        }
        let wanted = method == "HEAD" ? ControlMethod.get.rawValue : method
        guard let match = found.first(where: { $0.route.method.rawValue == wanted }) else {
            throw .wrongMethod(found.map(\.route.method))
        }
        return match
    }

    /// What a path has in the places of the parameters; `nil` for a path of another route.
    private func segments(of path: String) -> [String]? {
        let wanted = self.path.split(separator: "/", omittingEmptySubsequences: false)
        let given = path.split(separator: "/", omittingEmptySubsequences: false)
        guard wanted.count == given.count else {
            return nil
        }
        var segments: [String] = []
        for (wanted, given) in zip(wanted, given) {
            if wanted.hasPrefix("{") {
                segments.append(String(given))
            } else if wanted != given {
                return nil
            }
        }
        return segments
    }
}
