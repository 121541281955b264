extension ControlRoute {
    static let getOpenAPI = ControlRoute(
        method: .get, path: "/control/v1/openapi.json", name: "getOpenAPI",
        summary: "Describes all routes of the control port, as OpenAPI 3.1.", form: .json(.anyObject)
    ) { _, sources in
        ControlAnswer(.whole(OpenAPIDocument.print(all, version: sources.version)))
    }
}
