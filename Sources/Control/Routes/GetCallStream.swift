extension ControlRoute {
    static let getCallStream = ControlRoute(
        method: .get, path: "/control/v1/calls/stream", name: "getCallStream",
        summary: "Shows calls as they come, as server-sent events.",
        parameters: CallFilter.parameters + [after, bodies],
        form: .text(
            "text/event-stream",
            "Events `call` with a call as its data, and `lost` with the number of calls that the reader was too slow for."
        )
    ) { request, sources in
        let stream = CallStream(
            calls: sources.calls, filter: CallFilter(request.values),
            showsBodies: request.flag(bodies) ?? false, clock: sources.clock)
        let start = request.integer(after) ?? sources.calls.last
        return ControlAnswer(.stream { send in try await stream.run(after: start, send) })
    }
}
