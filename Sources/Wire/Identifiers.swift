/// The number of an app, `sdkappid` in URLs and `Appid` in answers.
package struct SDKAppID: Hashable, Sendable, CustomStringConvertible {
    package let number: UInt32

    package init(_ number: UInt32) {
        self.number = number
    }

    package var description: String { String(number) }
}

/// The identifier of a group, compared byte for byte.
///
/// - Limits: 1 to 48 bytes of printable ASCII (0x20–0x7E), and not a topic's identifier.
/// - Source: protocol reference file 10, 2.1.
package struct GroupID: Identifier {
    package static let maximumBytes = 48
    package static let field: StaticString = "GroupId"
    package static let title: StaticString = "group id"

    package let text: String

    package init?(_ text: String) {
        guard isPrintableASCII(text, upTo: Self.maximumBytes), !text.utf8.contains(subsequence: "@TOPIC#_") else {
            return nil
        }
        self.text = text
    }

    package var description: String { text }

    package static func < (left: GroupID, right: GroupID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// Whether the identifier has the form that all Communities, and they alone, have.
    package var hasCommunityPrefix: Bool { text.utf8.starts(with: "@TGS#_".utf8) }

    /// Whether the identifier begins as the ones that a server makes itself.
    package var hasReservedPrefix: Bool { text.utf8.starts(with: "@TGS#".utf8) }

    /// Whether the identifier begins as the ones that a server makes itself for Communities.
    package var hasReservedCommunityPrefix: Bool { text.utf8.starts(with: "@TGS#_@TGS#".utf8) }
}

func isPrintableASCII(_ text: String, upTo maximumBytes: Int) -> Bool {
    let bytes = text.utf8
    return (1...maximumBytes).contains(bytes.count) && bytes.allSatisfy { (0x20...0x7E).contains($0) }
}

extension String.UTF8View {
    func contains(subsequence wanted: String) -> Bool {
        var rest = self[...]
        while rest.count >= wanted.utf8.count {
            if rest.starts(with: wanted.utf8) {
                return true
            }
            rest = rest.dropFirst()
        }
        return false
    }
}
