import AppSnapshots

extension ControlRoute {
    static let getSnapshot = ControlRoute(
        method: .get, path: "/control/v1/apps/{sdkappid}/snapshot", name: "getSnapshot",
        summary: "Writes all that an app has, as it is at one moment, as `qun export` does.", pathParameters: [app],
        form: .text(
            "application/jsonl",
            "A header, a line of JSON for each record, and a footer, without which it is not whole."),
        refusals: [.appUnknown, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let written = try await sources.apps.writeSnapshot(of: known, program: "qun \(sources.version)")
        return ControlAnswer(.stream { send in try await written.send(to: send) })
    }
}
