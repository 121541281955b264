import Groups
import Wire

/// The fields of an element of a message.
enum MessageElementFields {
    static let kind = Field<MessageElement?>(
        FieldFacts("MsgType", .choice(MessageElement.allCases.map(\.rawValue)), "The element's type.", "消息元素类型。")
    ) { (fields, name) throws(APIError) in
        guard let text = try fields.string(name) else {
            return nil
        }
        guard let kind = MessageElement(rawValue: text) else {
            let names = MessageElement.allCases.map(\.rawValue).joined(separator: ", ")
            throw fields.refusal(name, "must be one of \(names)")
        }
        return kind
    }.required()

    /// Whose fields are those of the kind.
    static let content = Field<RequestFields?>(
        FieldFacts("MsgContent", .anything, "What the element says; its fields depend on the type.", "消息元素的内容，字段随类型而定。")
    ) { (fields, name) throws(APIError) in
        try fields.object(name)
    }.required()
}
