/// An app as a store has it, read in one state that no later write touches.
///
/// - Concurrency: used by one thread at a time, which it blocks.
package protocol AppDump {
    /// Where the store is, without secrets; for people.
    var place: String { get }

    /// Shows the rows of one of the app's tables page by page, in the order that ``CopiedTable/appOrder`` says.
    ///
    /// The order of two stores is the same when they hold the same of the app, whatever numbers they gave.
    func readRows(of table: CopiedTable, _ take: ([CopiedRow]) throws -> Void) throws
}

/// An app that is filled in one transaction: all of it becomes visible at once, or nothing.
package protocol AppLoad: AppDump {
    /// Removes all that the app has.
    ///
    /// - Parameter forgetsOutbox: whether what waits to be told to its backend goes too.
    func empty(forgetsOutbox: Bool) throws

    /// Adds rows of a table that is not derived, all of them or none; tables come in the order of ``CopiedTable``.
    ///
    /// What the app's lists and counts repeat of the rows is made as they come, but for ``CopiedTable/groupCounts``.
    ///
    /// - Throws: ``AppLoadError``, ``CopyError/unknownSubject(table:)``, ``CopyError/unfitValue(table:column:)``.
    func load(_ rows: [CopiedRow], into table: CopiedTable) throws

    /// Finds what rows of several tables tell of each other that is not so.
    ///
    /// - Returns: what is wrong, in words; `nil` when nothing is.
    func firstContradiction() throws -> String?
}

/// A store whose apps can be taken out and put in as a whole, while it is served.
package protocol AppTransferStore: Sendable {
    /// Reads an app in one state, on a thread of its own.
    ///
    /// - Throws: what the body throws, and failures of the store.
    func withDump<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppDump) throws -> Value
    ) async throws -> Value

    /// Fills an app in one transaction, which what the body throws takes back.
    ///
    /// A store that writes one transaction at a time writes nothing else meanwhile.
    ///
    /// - Parameter body: may run twice, the first time for nothing.
    /// - Throws: what the body throws, and failures of the store.
    func withLoad<Value: Sendable>(
        ofApp app: UInt32, _ body: @escaping @Sendable (any AppLoad) throws -> Value
    ) async throws -> Value
}
