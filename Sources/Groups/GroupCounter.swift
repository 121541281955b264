/// A counter of a group: a number under a key.
///
/// Keys are compared byte for byte.
///
/// - Limits: 128 bytes a key; a group has 20 counters.
/// - Source: protocol reference file 31, 2.1.
package struct GroupCounter: Sendable, Equatable {
    /// Longest key, in bytes.
    package static let maximumKeyBytes = 128
    /// Most counters of a group.
    package static let maximumCount = 20

    package let key: String
    package var value: Int64

    package init(key: String, value: Int64) {
        self.key = key
        self.value = value
    }

    package static func == (left: GroupCounter, right: GroupCounter) -> Bool {
        left.hasKey(right.key) && left.value == right.value
    }

    package func hasKey(_ other: String) -> Bool {
        key.utf8.elementsEqual(other.utf8)
    }
}

extension [GroupCounter] {
    /// The counters that a request asks for.
    ///
    /// - Parameter keys: in the order of the answer, each counter once; those that do not exist are passed over.
    package func selected(_ keys: [String]) -> [GroupCounter] {
        var selection: [GroupCounter] = []
        for key in keys where !selection.contains(where: { $0.hasKey(key) }) {
            selection.append(contentsOf: filter { $0.hasKey(key) })
        }
        return selection
    }
}
