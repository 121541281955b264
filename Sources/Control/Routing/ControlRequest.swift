/// A request that has come to its route.
struct ControlRequest: Sendable {
    /// The parameters and the fields.
    let values: RouteValues
    /// The body as it came; empty for a route that takes none.
    let body: [UInt8]
    /// The body of a route that takes it part by part, once.
    let parts: BodyParts
    /// Who asks.
    let claims: AccessRules.Claims
    /// The address that the connection comes from, without port.
    let address: String

    func integer(_ parameter: RouteParameter) -> Int? { values.integer(parameter) }
    func number(_ parameter: RouteParameter) -> Double? { values.number(parameter) }
    func flag(_ parameter: RouteParameter) -> Bool? { values.flag(parameter) }
    func text(_ parameter: RouteParameter) -> String? { values.text(parameter) }
    func texts(_ parameter: RouteParameter) -> [String]? { values.texts(parameter) }
}
