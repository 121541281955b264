package import Wire

/// A write to a group's attributes, in the words of the protocol.
///
/// Of a key that stands twice in a list the last value counts.
///
/// - Source: protocol reference file 31, sections 1.1, 1.2 and 1.5 to 1.7.
package enum GroupAttributeChange: Sendable, Equatable {
    /// Adds new keys and overwrites listed ones; the others stay.
    case modify([GroupAttribute])
    /// Replaces everything by the list.
    case set([GroupAttribute])
    /// Removes the listed keys, all or none.
    case delete(keys: [String])
    /// Removes everything.
    case clear

    /// Checks what the request alone shows.
    ///
    /// - Throws: ``ErrorCode/groupAttributeKeyTooLong``, ``ErrorCode/groupAttributeValueTooLong``.
    package func checkSizes() throws(APIError) {
        switch self {
        case .modify(let attributes), .set(let attributes):
            for attribute in attributes {
                try attribute.check()
            }
        case .delete(let keys):
            for key in keys {
                try GroupAttribute.checkKey(key)
            }
        case .clear:
            break
        }
    }

    /// The attributes after the change, in the order in which their keys were first written.
    ///
    /// - Throws: ``ErrorCode/tooManyGroupAttributes``, ``ErrorCode/groupAttributesTooLarge`` by what would be stored;
    ///   ``ErrorCode/groupAttributeNotFound`` for a key to be removed that is not there.
    package func apply(to stored: [GroupAttribute]) throws(APIError) -> [GroupAttribute] {
        switch self {
        case .modify(let attributes): try Self.write(attributes, over: stored)
        case .set(let attributes): try Self.write(attributes, over: [])
        case .delete(let keys): try Self.remove(keys, from: stored)
        case .clear: []
        }
    }

    private static func write(
        _ attributes: [GroupAttribute], over stored: [GroupAttribute]
    ) throws(APIError) -> [GroupAttribute] {
        var result = stored
        for attribute in attributes {
            if let index = result.firstIndex(where: { $0.hasKey(attribute.key) }) {
                result[index] = attribute
                continue
            }
            guard result.count < GroupAttribute.maximumCount else {
                throw APIError(
                    .tooManyGroupAttributes,
                    "GroupAttr: the group would have more than \(GroupAttribute.maximumCount) attributes")
            }
            result.append(attribute)
        }
        guard result.reduce(0, { $0 + $1.value.utf8.count }) <= GroupAttribute.maximumTotalBytes else {
            throw APIError(
                .groupAttributesTooLarge,
                "GroupAttr: all values together would be longer than \(GroupAttribute.maximumTotalBytes) bytes")
        }
        return result
    }

    private static func remove(
        _ keys: [String], from stored: [GroupAttribute]
    ) throws(APIError) -> [GroupAttribute] {
        for key in keys where !stored.contains(where: { $0.hasKey(key) }) {
            throw APIError(.groupAttributeNotFound, "GroupAttr: the group has no attribute with the key \(key)")
        }
        return stored.filter { attribute in !keys.contains(where: attribute.hasKey) }
    }
}
