import Groups
package import Storage

/// The most bytes or entries that a field may have: a number of the protocol, or one that the configuration sets.
package struct FieldLimit: Sendable, ExpressibleByIntegerLiteral {
    private let value: @Sendable (StoreLimits) -> Int

    private init(_ value: @escaping @Sendable (StoreLimits) -> Int) {
        self.value = value
    }

    package init(integerLiteral number: Int) {
        self.init { _ in number }
    }

    /// A number that is declared elsewhere.
    static func fixed(_ number: Int) -> FieldLimit {
        FieldLimit { _ in number }
    }

    static func groups(_ path: any KeyPath<GroupLimits, Int> & Sendable) -> FieldLimit {
        FieldLimit { $0.groups[keyPath: path] }
    }

    static func messages(_ path: any KeyPath<MessageLimits, Int> & Sendable) -> FieldLimit {
        FieldLimit { $0.messages[keyPath: path] }
    }

    /// The number under an app's limits.
    package func number(under limits: StoreLimits) -> Int {
        value(limits)
    }
}
