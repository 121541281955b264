package import Storage
import Testing

/// One promise of ``GroupStore``, shown on an empty store of its own.
///
/// A store's tests run every case as an argument of one test:
/// ```swift
/// @Test(arguments: ConformanceCase.all)
/// func `keeps the contract`(_ promise: ConformanceCase) async throws {
///     try await promise.run { try openEmptyStore() }
/// }
/// ```
package struct ConformanceCase: Sendable, CustomTestStringConvertible {
    /// The promise in words.
    package let name: String
    private let body: @Sendable (any GroupStore) async throws -> Void

    package var testDescription: String { name }

    init(_ name: String, _ body: @escaping @Sendable (_ store: any GroupStore) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Runs the case, which records what does not hold as issues of the running test, and closes the store.
    ///
    /// - Parameter openEmptyStore: makes a store that nobody else uses, inside its contract wrapper.
    package func run(_ openEmptyStore: () async throws -> any GroupStore) async throws {
        let store = try await openEmptyStore()
        do {
            try await body(store)
        } catch {
            Issue.record(error)
        }
        // a case may have closed the store itself
        _ = try? await store.close()
    }

    /// All promises that can be shown.
    package static let all =
        [
            accounts,
            accountDeletion,
            globalMutes,
            apps,
            kicks,
            portraits,
            creation,
            restoring,
            profileChanges,
            destruction,
            admission,
            memberImports,
            memberChanges,
            mutes,
            plans,
            attributes,
            counters,
            memberReading,
            removal,
            ownerChanges,
            unreadCounts,
            groupLists,
            joinedGroups,
            bans,
            muteLists,
            rooms,
            topics,
            topicMutes,
            permissionGroups,
            topicPermissions,
            permissionGroupMembers,
            sending,
            repeatedMessages,
            messageImports,
            history,
            trimming,
            tips,
            receipts,
            messageExtensions,
            reading,
            stamps,
            events,
            outbox,
            isolation,
            operation,
        ].flatMap(\.self)
}
