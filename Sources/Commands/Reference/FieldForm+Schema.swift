import Groups
import Storage
import Wire

extension FieldForm {
    /// Writes the form as a schema object of OpenAPI.
    ///
    /// - Parameter meaning: of the field; `nil` for what is no field.
    func writeSchema(in language: Wording.Language, meaning: String?, to writer: inout JSONWriter) {
        writer.beginObject()
        switch self {
        case .text, .account:
            writer.field("type", "string")
        case .name(let names):
            writer.field("type", "string")
            writer.field("examples", names)
        case .integer(let range):
            writer.field("type", "integer")
            if range.lowerBound != .min { writer.field("minimum", range.lowerBound) }
            if range.upperBound != .max { writer.field("maximum", range.upperBound) }
        case .flag:
            writer.key("enum")
            writer.raw("[0,1,false,true]")
        case .choice(let names):
            writer.field("enum", names)
        case .list(let element, let maximum):
            writer.field("type", "array")
            if let maximum { writer.field("maxItems", maximum.number(under: StoreLimits())) }
            writer.key("items")
            element.writeSchema(in: language, meaning: nil, to: &writer)
        case .object(let list):
            writer.field("type", "object")
            writer.key("properties")
            writer.beginObject()
            for facts in list.facts {
                writer.key(facts.name)
                facts.form.writeSchema(in: language, meaning: facts.meaning[language], to: &writer)
                if let other = facts.otherName {
                    writer.key(other.name)
                    facts.form.writeSchema(in: language, meaning: facts.meaning[language], to: &writer)
                }
            }
            writer.endObject()
            let required = list.facts.filter { $0.isRequired && $0.otherName == nil }.map(\.name.description)
            if !required.isEmpty { writer.field("required", required) }
        case .kept(let shapes):
            FieldShape.Kind.object(shapes).writeSchemaMembers(to: &writer)
        case .messageBody:
            FieldShape.Kind.messageBody.writeSchemaMembers(to: &writer)
        case .anything: break
        }
        if let meaning {
            writer.field("description", meaning)
        }
        writer.endObject()
    }
}

extension FieldShape.Kind {
    /// Writes the kind as a schema object of OpenAPI.
    func writeSchema(to writer: inout JSONWriter) {
        writer.beginObject()
        writeSchemaMembers(to: &writer)
        writer.endObject()
    }

    fileprivate func writeSchemaMembers(to writer: inout JSONWriter) {
        switch self {
        case .text: writer.field("type", "string")
        case .integer: writer.field("type", "integer")
        case .number: writer.field("type", "number")
        case .texts:
            writer.field("type", "array")
            writer.key("items")
            FieldShape.Kind.text.writeSchema(to: &writer)
        case .object(let shapes):
            writer.field("type", "object")
            writer.key("properties")
            writer.beginObject()
            for shape in shapes {
                writer.key(shape.name)
                shape.kind.writeSchema(to: &writer)
            }
            writer.endObject()
            let required = shapes.filter(\.isRequired).map(\.name.description)
            if !required.isEmpty { writer.field("required", required) }
        case .objects(let shapes):
            writer.field("type", "array")
            writer.key("items")
            FieldShape.Kind.object(shapes).writeSchema(to: &writer)
        case .messageBody:
            writer.field("type", "array")
            writer.key("items")
            writer.raw(##"{"$ref":"#/components/schemas/MessageElement"}"##)
        }
    }
}
