import AppSnapshots
import Wire

extension ControlRoute {
    private static let replace = RouteParameter(
        "replace", .flag,
        "whether all that the app has makes room, and what its backend is still to be told; otherwise it may hold nothing but "
            + "its administrators' accounts")
    /// More than any app has; the disk ends sooner.
    private static let maximumBytes = 1 << 40

    static let putSnapshot = ControlRoute(
        method: .put, path: "/control/v1/apps/{sdkappid}/snapshot", name: "putSnapshot",
        summary: "Takes a snapshot of this or another app into an app, all of it or nothing.", pathParameters: [app],
        parameters: [replace],
        body: .parts(
            "text/plain", maximum: maximumBytes, "What GET on this path answers, and what `qun export` writes."),
        access: .development,
        form: .json(
            .object([
                .init("records", .integer, "how many records were stored"),
                .init("digest", .string, "SHA-256 of the records, as the footer says it"),
            ])),
        refusals: [.appUnknown, .appBusy, .appUsed, .storeFailed, .developmentOnly]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let summary = try await sources.apps.takeSnapshot(
            request.parts, into: known, replaces: request.flag(replace) ?? false)
        return .object { writer in
            writer.field("records", summary.records)
            writer.field("digest", summary.digest)
        }
    }
}
