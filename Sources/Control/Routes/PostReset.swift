extension ControlRoute {
    private static let to = RouteParameter(
        "to", .choice(["empty", "seed"]), "whether the app has nothing then, or what it began with; empty by default")

    static let postReset = ControlRoute(
        method: .post, path: "/control/v1/apps/{sdkappid}/reset", name: "postReset",
        summary: "Removes all that an app has and sets its clock back, as if the server had just started with it.",
        pathParameters: [app], body: .fields([to]), access: .development, form: .json(AppForm.schema),
        refusals: [.appUnknown, .appBusy, .seedMissing, .callRefused, .storeFailed, .developmentOnly]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let fresh = try await sources.apps.reset(known, toSeed: request.text(to) == "seed")
        return .json(AppForm(fresh, in: sources.apps).write)
    }
}
