/// Why something is no rule.
package struct FaultRuleError: Error, Equatable, CustomStringConvertible {
    /// A sentence that names the field and says what it must be.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
