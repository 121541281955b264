/// The parameters of a request, which are as their route wants them.
struct ControlQuery: Sendable {
    enum Value: Sendable, Equatable {
        case integer(Int)
        case flag(Bool)
        case text(String)
    }

    private let values: [String: Value]

    /// - Parameters:
    ///   - pairs: names and values, decoded, in the order of the request.
    ///   - parameters: those that the route has.
    init(_ pairs: [(name: String, value: String)], of parameters: [RouteParameter] = []) throws(ControlRefusal) {
        var values: [String: Value] = [:]
        for pair in pairs {
            guard let parameter = parameters.first(where: { $0.name == pair.name }) else {
                let known = parameters.isEmpty ? "none" : parameters.map(\.name).joined(separator: ", ")
                throw ControlRefusal(
                    .parameterInvalid, "The query has a parameter that is unknown here; known: \(known).")
            }
            guard values[pair.name] == nil else {
                throw ControlRefusal(.parameterInvalid, "The parameter \(pair.name) is given twice.")
            }
            values[pair.name] = try parameter.value(pair.value)
        }
        self.values = values
    }

    func integer(_ parameter: RouteParameter) -> Int? {
        guard case .integer(let number)? = values[parameter.name] else {
            return nil
        }
        return number
    }

    /// Whether a flag is set; one that is left out is not.
    func flag(_ parameter: RouteParameter) -> Bool {
        values[parameter.name] == .flag(true)
    }

    func text(_ parameter: RouteParameter) -> String? {
        guard case .text(let text)? = values[parameter.name] else {
            return nil
        }
        return text
    }
}
