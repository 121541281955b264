import Wire

/// An attribute of a group: a text under a key, apart from the group's profile.
///
/// Keys and values are compared byte for byte.
///
/// - Limits: 32 bytes a key, 4000 bytes a value; a group has 16 attributes and 16000 bytes of values.
/// - Source: protocol reference file 31, 1.2.
package struct GroupAttribute: Sendable, Equatable {
    /// Longest key, in bytes.
    package static let maximumKeyBytes = 32
    /// Longest value, in bytes.
    package static let maximumValueBytes = 4_000
    /// Most attributes of a group.
    package static let maximumCount = 16
    /// Most bytes that the values of a group's attributes take together.
    package static let maximumTotalBytes = 16_000

    package let key: String
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    package static func == (left: GroupAttribute, right: GroupAttribute) -> Bool {
        left.hasKey(right.key) && left.value.utf8.elementsEqual(right.value.utf8)
    }

    func hasKey(_ other: String) -> Bool {
        key.utf8.elementsEqual(other.utf8)
    }

    /// - Throws: ``ErrorCode/groupAttributeKeyTooLong``.
    static func checkKey(_ key: String) throws(APIError) {
        guard key.utf8.count <= maximumKeyBytes else {
            throw APIError(
                .groupAttributeKeyTooLong, "GroupAttr holds a key that is longer than \(maximumKeyBytes) bytes")
        }
    }

    /// - Throws: ``ErrorCode/groupAttributeKeyTooLong``, ``ErrorCode/groupAttributeValueTooLong``.
    func check() throws(APIError) {
        try Self.checkKey(key)
        guard value.utf8.count <= Self.maximumValueBytes else {
            throw APIError(
                .groupAttributeValueTooLong,
                "GroupAttr: the value of the key \(key) is longer than \(Self.maximumValueBytes) bytes")
        }
    }
}
