extension ControlRoute {
    static let deleteApp = ControlRoute(
        method: .delete, path: "/control/v1/apps/{sdkappid}", name: "deleteApp",
        summary: "Drops an app that was created here, with all it has.", pathParameters: [app],
        form: .json(.object([])), refusals: [.appUnknown, .appFixed, .appBusy, .storeFailed]
    ) { (request, sources) throws(ControlRefusal) in
        try await sources.apps.drop(try sources.apps.app(of: request))
        return .object { _ in }
    }
}
