import Health

extension ControlRoute {
    static let getHealth = ControlRoute(
        method: .get, path: "/control/v1/health", name: "getHealth",
        summary: "Says whether the process answers.", form: .json(healthSchema)
    ) { _, sources in
        await answer(.health, sources)
    }
}
