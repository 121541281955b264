import Groups
import Storage
import Wire

extension RequestFields {
    /// The attributes of `GroupAttr`, which must not be empty.
    func groupAttributes() throws(APIError) -> [GroupAttribute] {
        var attributes: [GroupAttribute] = []
        for item in try requiredObjects("GroupAttr") {
            attributes.append(
                GroupAttribute(key: try item.groupAttributeKey(), value: try item.requiredString("value")))
        }
        return attributes
    }

    /// The keys of `GroupAttr`, which must not be empty.
    func groupAttributeKeys() throws(APIError) -> [String] {
        var keys: [String] = []
        for item in try requiredObjects("GroupAttr") {
            keys.append(try item.groupAttributeKey())
        }
        return keys
    }

    private func groupAttributeKey() throws(APIError) -> String {
        let key = try requiredString("key")
        guard !key.isEmpty else {
            throw refusal("key", "must not be empty")
        }
        return key
    }
}

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
