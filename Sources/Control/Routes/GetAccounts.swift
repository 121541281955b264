import Apps
import Storage
import Wire

extension ControlRoute {
    private static let prefix = RouteParameter(
        "prefix", .text(maximumLength: Account.maximumBytes), "accounts whose names begin so")
    private static let start = RouteParameter(
        "from", .text(maximumLength: Account.maximumBytes), "where to begin: what next was in the answer before")
    private static let limit = RouteParameter("limit", .integer(1...200), "most accounts to show; 50 by default")

    static let getAccounts = ControlRoute(
        method: .get, path: "/control/v1/apps/{sdkappid}/accounts", name: "getAccounts",
        summary: "Finds accounts of an app, by the bytes of their names.", pathParameters: [app],
        parameters: [prefix, start, limit],
        form: .json(
            .object([
                .init("accounts", .list(.string), "their names"),
                .init("next", .string, "what from must be for those that follow, where some do", isOptional: true),
            ])),
        refusals: [.appUnknown, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let wanted = request.text(prefix) ?? ""
        let place = request.text(start) ?? wanted
        let count = request.integer(limit) ?? 50
        let (store, scope) = (sources.apps.store, known.scope(at: known.time(sources.now())))
        // one more than wanted tells whether more follow
        let found = try await sources.apps.storing { () async throws(StoreError) in
            try await store.accounts(from: place, limit: count + 1, in: scope)
        }.map(\.text).filter { $0.utf8.starts(with: wanted.utf8) }
        return .object { writer in
            writer.field("accounts", Array(found.prefix(count)))
            if found.count > count {
                writer.field("next", found[count])
            }
        }
    }
}
