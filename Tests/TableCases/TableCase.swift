package import StoreTransactions
import Testing

/// What holds for the tables of every store: a row is found as it was written.
package struct TableCase: Sendable, CustomTestStringConvertible {
    package let name: String
    private let body: @Sendable (TableWorld) throws -> Void

    package var testDescription: String { name }

    private init(_ name: String, _ body: @escaping @Sendable (TableWorld) throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Runs the case, which records what does not hold as issues of the running test.
    ///
    /// - Parameter tables: hold nothing of the app, inside a transaction, which is taken back afterwards.
    package func run(_ tables: any StoreTables) throws {
        try body(TableWorld(tables))
    }

    package static let all = [
        TableCase("accounts, their fields and their global mutes are found as they were written") {
            try $0.checkAccounts()
        },
        TableCase("groups are found as they were written, whatever changes") { try $0.checkGroups() },
        TableCase("a text that only looks as before is written") { try $0.checkSimilarTexts() },
        TableCase("what is counted of groups is found as it was written") { try $0.checkCounts() },
        TableCase("attributes, counters and administrators are found as they were written") {
            try $0.checkAttributes()
        },
        TableCase("members are found as they were written, whatever changes") { try $0.checkMembers() },
        TableCase("mutes and bans are found as they were written") { try $0.checkMutes() },
        TableCase("the traces of an account name its groups") { try $0.checkTraces() },
        TableCase("topics and what members have in them are found as they were written") { try $0.checkTopics() },
        TableCase("permission groups, their members and their rights are found as they were written") {
            try $0.checkPermissionGroups()
        },
        TableCase("streams and messages are found as they were written") { try $0.checkMessages() },
        TableCase("what hangs on messages is found as it was written") { try $0.checkMessageRows() },
        TableCase("sendings are added to those that were noted") { try $0.checkSendings() },
    ]
}
