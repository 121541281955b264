import Wire

/// The form of an answer in JSON.
indirect enum AnswerSchema: Sendable {
    /// A member of an object.
    struct Member: Sendable {
        let name: String
        let schema: AnswerSchema
        let meaning: String
        /// Whether it may be left out.
        let isOptional: Bool

        init(_ name: String, _ schema: AnswerSchema, _ meaning: String, isOptional: Bool = false) {
            self.name = name
            self.schema = schema
            self.meaning = meaning
            self.isOptional = isOptional
        }
    }

    case string
    case integer
    case number
    case boolean
    /// An object of any members.
    case anyObject
    case list(AnswerSchema)
    case object([Member])

    /// Writes it as a schema object of OpenAPI.
    ///
    /// - Parameter meaning: in words; `nil` where it needs none.
    func write(to writer: inout JSONWriter, meaning: String? = nil) {
        writer.beginObject()
        switch self {
        case .string: writer.field("type", "string")
        case .integer: writer.field("type", "integer")
        case .number: writer.field("type", "number")
        case .boolean: writer.field("type", "boolean")
        case .anyObject: writer.field("type", "object")
        case .list(let element):
            writer.field("type", "array")
            writer.key("items")
            element.write(to: &writer)
        case .object(let members):
            writer.field("type", "object")
            writer.key("properties")
            writer.beginObject()
            for member in members {
                writer.member(member.name)
                member.schema.write(to: &writer, meaning: member.meaning)
            }
            writer.endObject()
            writer.field("required", members.filter { !$0.isOptional }.map(\.name))
            writer.key("additionalProperties")
            writer.plain("false")
        }
        if let meaning {
            writer.field("description", meaning)
        }
        writer.endObject()
    }
}
