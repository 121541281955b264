/// The methods that routes take; whoever may GET may ask for the HEAD alone.
enum ControlMethod: String {
    case get = "GET"
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

    let method: ControlMethod
    let path: String
    /// A name for programs that are generated from the OpenAPI document.
    let name: String
    /// What it is for, in one sentence.
    let summary: String
    var parameters: [RouteParameter] = []
    let form: Form
    /// What stands for the answer's status beside 200, with its meaning.
    var otherStatuses: [Int: String] = [:]
    let answer: @Sendable (_ query: ControlQuery, _ sources: ControlSources) async -> ControlAnswer
}

extension ControlRoute {
    /// Every route, sorted by path.
    static let all: [ControlRoute] = [
        .getCalls,
        .getCallStream,
        .getHealth,
        .getMetrics,
        .getOpenAPI,
        .getReady,
        .getVersion,
        .getMetricsAtRoot,
    ]

    /// The route of a request.
    ///
    /// - Parameter method: as the request has it; HEAD asks for the route of GET.
    static func find(_ method: String, _ path: String) throws(ControlRefusal) -> ControlRoute {
        let found = all.filter { $0.path == path }
        guard !found.isEmpty else {
            throw ControlRefusal(
                .pathUnknown, "There is nothing at this path; /control/v1/openapi.json lists all paths.")
        }
        let wanted = method == "HEAD" ? ControlMethod.get.rawValue : method
        guard let route = found.first(where: { $0.method.rawValue == wanted }) else {
            throw .wrongMethod(found.map(\.method))
        }
        return route
    }
}
