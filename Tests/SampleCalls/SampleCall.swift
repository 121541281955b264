package import Storage
import Testing

/// A call of a store in a ``SampleWorld``, whose cost is counted.
package struct SampleCall: Sendable, CustomTestStringConvertible {
    package typealias Body = @Sendable (any GroupStore, SampleWorld) async throws -> Void

    /// The method of the store, and what its lists hold.
    package let name: String
    /// The transactions that the call is; the last one is counted.
    package let transactionCount: Int
    /// What has to happen before, which is not counted.
    package let prepare: Body
    package let run: Body

    package var testDescription: String { name }

    init(
        _ name: String, transactionCount: Int = 1, after preparation: @escaping Body = { _, _ in },
        _ body: @escaping Body
    ) {
        self.name = name
        self.transactionCount = transactionCount
        prepare = preparation
        run = body
    }

    /// Calls of every method that writes.
    package static let writes = accounts + apps + groups + members + topics + messages
}
