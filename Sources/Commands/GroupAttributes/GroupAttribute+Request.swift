import Groups
import Storage
import Wire

extension Command {
    /// Writes the attributes of a group.
    func changeAttributes(
        of group: GroupID, by change: GroupAttributeChange, in context: CommandContext
    ) async throws(APIError) -> EmptyResponse {
        try await storing { () throws(StoreError) in
            try await context.store.changeAttributes(of: group, in: context.scope, by: change)
        }
        return EmptyResponse()
    }
}

extension CommandReference {
    /// What the reference says of all commands that write attributes.
    static let attributeWriteNote = Wording(
        "All types; at most 5 attribute writes a second and group.", "支持所有群组类型；每个群组每秒最多写群属性 5 次。")

    /// The sizes that the attributes of a group may have after a write.
    static let attributeSizeNote = Wording(
        "After the write a group has at most 16 attributes and 16000 bytes of values.",
        "写入后每个群组最多 16 个群属性，所有 value 合计不超过 16000 字节。")

    /// The codes of commands that write values of attributes.
    static let attributeWriteCodes: [ErrorCode] = [
        .groupNotFound, .groupAttributeKeyTooLong, .groupAttributeValueTooLong, .tooManyGroupAttributes,
        .groupAttributesTooLarge, .groupAttributesTooFrequent,
    ]
}
