import Groups
import Wire

extension RequestFields {
    /// Checks the fields of an object that is kept as it is; those without a shape may hold anything.
    ///
    /// - Throws: the refusal of the first field that is missing or has another type.
    func check(_ shapes: [FieldShape]) throws(APIError) {
        for shape in shapes {
            if shape.isRequired {
                _ = try required(shape.name, value(shape.name))
            }
            try check(shape)
        }
    }

    private func check(_ shape: FieldShape) throws(APIError) {
        switch shape.kind {
        case .text: _ = try string(shape.name)
        case .integer: _ = try integer(shape.name, in: Int64.min...Int64.max)
        case .number: try checkNumber(shape.name)
        case .texts: _ = try strings(shape.name)
        case .object(let shapes): try object(shape.name)?.check(shapes)
        case .objects(let shapes):
            for item in try objects(shape.name) ?? [] {
                try item.check(shapes)
            }
        case .messageBody: _ = try messageElements(shape.name)
        }
    }

    private func checkNumber(_ name: StaticString) throws(APIError) {
        switch value(name) {
        case nil, .integer, .decimal: return
        case let other?: throw refusal(name, "must be a number, not \(other.kind)")
        }
    }
}
