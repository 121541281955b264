/// One entry of `AppDefinedData` or `AppMemberDefinedData`.
package struct CustomField: Sendable {
    /// 1 to 16 bytes of `A–Z a–z 0–9 _`.
    package let key: String
    /// Any Unicode text, NUL included, kept byte for byte.
    package let value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

extension CustomField: Equatable {
    /// Compares bytes: Swift's own comparison of strings ignores how a character is composed.
    package static func == (left: CustomField, right: CustomField) -> Bool {
        left.key.utf8.elementsEqual(right.key.utf8) && left.value.utf8.elementsEqual(right.value.utf8)
    }
}
