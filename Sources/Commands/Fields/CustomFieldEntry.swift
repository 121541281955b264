import Wire

/// An entry of `AppDefinedData` or `AppMemberDefinedData`.
///
/// - Source: decision 24 of the protocol reference, for the names in lower case.
enum CustomFieldEntry {
    static let key = Field.text("Key", "The field's key.", "自定义字段的 Key。").or("key", .lenient).required()
    static let value = Field.text(
        "Value", "Its value; an empty one takes the field away.", "自定义字段的 Value；空串表示删除该字段。"
    ).or("value", .lenient).required()

    static let fields = FieldList(key, value)
}
