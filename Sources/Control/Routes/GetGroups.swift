import Apps
import Groups
import Wire

extension ControlRoute {
    private static let type = RouteParameter(
        "type", .choice(GroupType.allCases.map(\.rawValue)), "groups of this type")
    private static let owner = RouteParameter(
        "owner", .text(maximumLength: Account.maximumBytes), "groups of this owner")
    private static let text = RouteParameter(
        "text", .text(maximumLength: 100), "groups with this in their identifier or name, in any case")
    private static let place = RouteParameter(
        "after", .integer(0...Int.max), "where to go on: what next was in the answer before")
    private static let limit = RouteParameter("limit", .integer(1...200), "most groups to show; 50 by default")

    static let getGroups = ControlRoute(
        method: .get, path: "/control/v1/apps/{sdkappid}/groups", name: "getGroups",
        summary: "Finds groups of an app, by their creation, or those of an owner by their join time.",
        pathParameters: [app], parameters: [type, owner, text, place, limit],
        form: .json(
            .object([
                .init("groups", .list(GroupForm.schema), "the groups"),
                .init(
                    "total", .integer, "all groups of the app and type; not where owner or text is given",
                    isOptional: true),
                .init(
                    "searched", .integer,
                    "groups that were looked at; a request looks at \(GroupSearch.maximumGroups) at most"),
                .init("next", .integer, "what after must be for the groups that follow; 0 where none do"),
            ])),
        refusals: [.appUnknown, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        let apps = sources.apps
        let search = GroupSearch(
            apps: apps, app: try apps.app(of: request),
            type: request.text(type).flatMap { GroupType(rawValue: $0) }, text: request.text(text)?.lowercased())
        let start = Int64(request.integer(place) ?? 0)
        let count = request.integer(limit) ?? 50
        let found: GroupSearch.Page
        if let owner = request.text(owner) {
            guard let account = Account(owner) else {
                throw ControlRefusal(.parameterInvalid, "The parameter owner is a name that no account can have.")
            }
            found = try await search.page(of: account, after: start, limit: count)
        } else {
            found = try await search.page(after: start, limit: count)
        }
        return .object { writer in
            writer.array("groups", of: found.groups) { GroupForm(profile: $1).write(to: &$0) }
            if let total = found.total {
                writer.field("total", total)
            }
            writer.field("searched", found.searched)
            writer.field("next", found.next)
        }
    }
}
