import Faults
import Wire

extension ControlRoute {
    private static let number = RouteParameter("number", .integer(1...Int(UInt32.max)), "the rule's number")

    static let deleteFault = ControlRoute(
        method: .delete, path: "/control/v1/faults/{number}", name: "deleteFault",
        summary: "Drops a rule, and shows it as it was.", pathParameters: [number], access: .development,
        form: .json(faultSchema), refusals: [.faultUnknown, .developmentOnly]
    ) { (request, sources) throws(ControlRefusal) in
        guard let fault = request.integer(number).flatMap(sources.faults.drop) else {
            throw ControlRefusal(.faultUnknown, "There is no rule of this number; GET /control/v1/faults lists them.")
        }
        return .json(fault.write)
    }

    static let deleteFaults = ControlRoute(
        method: .delete, path: "/control/v1/faults", name: "deleteFaults",
        summary: "Drops all rules, or those that name an app.", parameters: [appOfFaults], access: .development,
        form: .json(.object([.init("dropped", .integer, "how many rules there were")])), refusals: [.developmentOnly]
    ) { request, sources in
        let app = request.integer(appOfFaults).map { SDKAppID(UInt32(clamping: $0)) }
        let count = sources.faults.dropAll(of: app)
        return .object { $0.field("dropped", count) }
    }
}
