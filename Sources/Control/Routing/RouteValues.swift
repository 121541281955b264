import Wire

/// The parameters and fields of a request, which are as their route wants them.
struct RouteValues: Sendable {
    private var values: [String: RouteParameter.Value] = [:]

    /// Takes the parameters of a query.
    ///
    /// - Parameters:
    ///   - pairs: names and values, decoded, in the order of the request.
    ///   - parameters: those that the route has.
    mutating func take(query pairs: [(name: String, value: String)], _ parameters: [RouteParameter])
        throws(ControlRefusal)
    {
        let source = RouteParameter.Source.query
        for pair in pairs {
            let parameter = try Self.find(pair.name, among: parameters, source)
            guard values[pair.name] == nil else {
                throw source.refusal("The parameter \(pair.name) is given twice.")
            }
            values[pair.name] = try parameter.value(pair.value, source)
        }
        try checkRequired(parameters, source)
    }

    /// Takes what stands in the place of a parameter in the path.
    mutating func take(pathSegment segment: String, _ parameter: RouteParameter) throws(ControlRefusal) {
        values[parameter.name] = try parameter.value(segment, .path)
    }

    /// Takes the fields of a body.
    ///
    /// - Parameters:
    ///   - body: an object of JSON; an empty one says as much as `{}`.
    ///   - fields: those that the route has.
    mutating func take(body: [UInt8], _ fields: [RouteParameter]) throws(ControlRefusal) {
        let source = RouteParameter.Source.body
        let object: JSONObject
        do {
            guard case .object(let parsed) = body.isEmpty ? .object(JSONObject()) : try JSONParser.parse(body) else {
                throw source.refusal("The body must be an object of JSON.")
            }
            object = parsed
        } catch let refusal as ControlRefusal {
            throw refusal
        } catch {
            throw source.refusal("The body is no JSON: \(error).")
        }
        for (key, value) in object.members {
            let field = try Self.find(key, among: fields, source)
            guard values[key] == nil else {
                throw source.refusal("The field \(key) is given twice.")
            }
            values[key] = try field.value(value)
        }
        try checkRequired(fields, source)
    }

    private static func find(
        _ name: String, among known: [RouteParameter], _ source: RouteParameter.Source
    ) throws(ControlRefusal) -> RouteParameter {
        guard let parameter = known.first(where: { $0.name == name }) else {
            let names = known.isEmpty ? "none" : known.map(\.name).joined(separator: ", ")
            throw source.refusal("The \(source.whole) has a \(source.word) that is unknown here; known: \(names).")
        }
        return parameter
    }

    private func checkRequired(_ known: [RouteParameter], _ source: RouteParameter.Source) throws(ControlRefusal) {
        if let missing = known.first(where: { $0.isRequired && values[$0.name] == nil }) {
            throw source.refusal("The \(source.word) \(missing.name) is missing: \(missing.meaning).")
        }
    }
}

extension RouteValues {
    func integer(_ parameter: RouteParameter) -> Int? {
        guard case .integer(let number)? = values[parameter.name] else {
            return nil
        }
        return number
    }

    func number(_ parameter: RouteParameter) -> Double? {
        guard case .number(let number)? = values[parameter.name] else {
            return nil
        }
        return number
    }

    /// Whether a flag is set; `nil` where it is left out.
    func flag(_ parameter: RouteParameter) -> Bool? {
        guard case .flag(let flag)? = values[parameter.name] else {
            return nil
        }
        return flag
    }

    func text(_ parameter: RouteParameter) -> String? {
        guard case .text(let text)? = values[parameter.name] else {
            return nil
        }
        return text
    }

    func texts(_ parameter: RouteParameter) -> [String]? {
        guard case .texts(let texts)? = values[parameter.name] else {
            return nil
        }
        return texts
    }
}
