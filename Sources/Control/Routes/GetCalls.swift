import Wire

extension ControlRoute {
    private static let limit = RouteParameter("limit", .integer(1...1_000), "most calls to show; 100 by default")

    /// Where to go on.
    static let after = RouteParameter(
        "after", .integer(0...Int(Int32.max)), "the number of a call; those after it are shown, the oldest first")

    /// What was sent and answered.
    static let bodies = RouteParameter(
        "bodies", .flag, "whether each call has its bodies, where the server was started with --record-bodies")

    static let getCalls = ControlRoute(
        method: .get, path: "/control/v1/calls", name: "getCalls",
        summary: "Shows the last calls, or the first after a number, by their number.",
        parameters: CallFilter.parameters + [limit, after, bodies],
        form: .json(
            .object([
                .init("calls", .list(RecordedCall.schema), "the calls, by number"),
                .init("last", .integer, "the number to ask after next time"),
                .init("lost", .integer, "calls after the wanted number that are kept no longer"),
            ]))
    ) { request, sources in
        let filter = CallFilter(request.values)
        let limit = request.integer(limit) ?? 100
        let page =
            request.integer(after).map { sources.calls.page(after: $0, limit: limit, filter) }
            ?? sources.calls.lastPage(limit: limit, filter)
        return .object { writer in
            writer.array("calls", of: page.calls) {
                $1.write(to: &$0, showsBodies: request.flag(bodies) ?? false)
            }
            writer.field("last", page.last)
            writer.field("lost", page.lost)
        }
    }
}
