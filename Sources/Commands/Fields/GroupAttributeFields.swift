import Groups
import Wire

/// The fields of group attributes that several commands read.
///
/// How long keys and values may be is asked later, by ``GroupAttributeChange``.
enum GroupAttributeFields {
    static let key = Field.text("key", "The attribute's key, at most 32 bytes.", "群属性的 key，不超过 32 字节，不能为空。")
        .required().map { (fields, name, key) throws(APIError) in
            guard !key.isEmpty else {
                throw fields.refusal(name, "must not be empty")
            }
            return key
        }

    static let value = Field.text("value", "Its value, at most 4000 bytes.", "群属性的 value，不超过 4000 字节。").required()

    /// Attributes with their values.
    static let attributes = Field.objects(
        "GroupAttr", of: FieldList(key, value), "The attributes; of a key given twice the last value counts.",
        "群属性列表；同一个 key 出现多次时以最后的 value 为准。"
    ).requiredNonEmpty().map { (_, _, items) throws(APIError) in
        var attributes: [GroupAttribute] = []
        for item in items {
            attributes.append(GroupAttribute(key: try item.read(key), value: try item.read(value)))
        }
        return attributes
    }

    /// The keys of attributes.
    static let keys = Field.objects(
        "GroupAttr", of: FieldList(key), "The attributes to delete, each by its key.", "要删除的群属性列表，只需填写 key。"
    ).requiredNonEmpty().map { (_, _, items) throws(APIError) in
        var keys: [String] = []
        for item in items {
            keys.append(try item.read(key))
        }
        return keys
    }
}
