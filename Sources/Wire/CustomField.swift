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

    /// Whether a text can be the key of a field.
    package static func isKey(_ text: String) -> Bool {
        (1...16).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default:
                    false
                }
            }
    }
}

extension CustomField: Equatable {
    /// Compares bytes: Swift's own comparison of strings ignores how a character is composed.
    package static func == (left: CustomField, right: CustomField) -> Bool {
        left.key.utf8.elementsEqual(right.key.utf8) && left.value.utf8.elementsEqual(right.value.utf8)
    }
}
