import Groups
import Wire

extension RequestFields {
    /// Checks the fields of an object that is kept as it came; those without a shape may hold anything.
    ///
    /// - Returns: the object to keep: without fields of a shape that are absent though their names are there, such as
    ///   those that are `null`, and with integers where shapes say so. Everything else is as it came.
    /// - Throws: the refusal of the first field that is missing or has another type.
    func checked(_ shapes: [FieldShape]) throws(APIError) -> JSONObject {
        var values: [JSONValue?] = []
        for shape in shapes {
            let value = try checked(shape)
            values.append(shape.isRequired ? try required(shape.name, value) : value)
        }
        return replacingValues { key, value in
            guard let index = shapes.firstIndex(where: { key.utf8.isSpelled($0.name) }) else {
                return value
            }
            return values[index]
        }
    }

    /// The value of a field to keep; `nil` when absent.
    private func checked(_ shape: FieldShape) throws(APIError) -> JSONValue? {
        switch shape.kind {
        case .text: try string(shape.name).map(JSONValue.string)
        case .integer: try integer(shape.name, in: .min ... .max).map(JSONValue.integer)
        case .number: try checkedNumber(shape.name)
        case .texts: try strings(shape.name).map { .array($0.map(JSONValue.string)) }
        case .object(let shapes):
            try object(shape.name).map { (item) throws(APIError) in .object(try item.checked(shapes)) }
        case .objects(let shapes):
            try objects(shape.name).map { (items) throws(APIError) in
                .array(try items.map { (item) throws(APIError) in .object(try item.checked(shapes)) })
            }
        case .messageBody: try messageElements(shape.name).map(JSONValue.array)
        }
    }

    private func checkedNumber(_ name: StaticString) throws(APIError) -> JSONValue? {
        switch value(name) {
        case nil: nil
        case .integer, .decimal: value(name)
        case let other?: throw refusal(name, "must be a number, not \(other.kind)")
        }
    }
}
