/// A pair of a message (a message extension): a key, its value and its version.
///
/// - Limits: see the constants.
/// - Source: protocol reference file 40, section 13.
package struct MessageExtension: Sendable, Equatable {
    package var key: String
    package var value: String
    /// What the message's counter stood at after the call that wrote the pair.
    package var seq: Int64

    package init(key: String, value: String, seq: Int64) {
        self.key = key
        self.value = value
        self.seq = seq
    }

    /// Most pairs of a message.
    package static let maximumCount: Int64 = 300
    /// Most pairs of a call.
    package static let maximumPairsPerCall = 20
    /// Most changes of a message's pairs in a minute.
    package static let maximumChangesPerMinute: Int64 = 200
    /// Longest key, in bytes.
    package static let maximumKeyBytes = 100
    /// Longest value, in bytes.
    package static let maximumValueBytes = 1_000
}

/// A write to the pairs of a message.
package enum MessageExtensionChange: Sendable, Equatable {
    /// Adds new keys and overwrites known ones.
    case set([Pair])
    /// Removes keys; those that are not there count as removed.
    case delete(keys: [String])
    /// Removes everything.
    case clear

    package struct Pair: Sendable, Equatable {
        package let key: String
        package let value: String

        package init(key: String, value: String) {
            self.key = key
            self.value = value
        }
    }

    /// How many pairs the change names.
    package var count: Int64 {
        switch self {
        case .set(let pairs): Int64(pairs.count)
        case .delete(let keys): Int64(keys.count)
        case .clear: 1
        }
    }
}
