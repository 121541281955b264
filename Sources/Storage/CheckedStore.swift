import Groups
import Wire

/// A store that watches another one keep the promises of ``GroupStore``.
///
/// Debug builds check counts, order and the refusals that leave each method, and trap at a broken promise. Release
/// builds do without it (``GroupStore/watched``).
package struct CheckedStore<Base: GroupStore>: GroupStore {
    package let base: Base
    let breach: @Sendable (_ promise: String) -> Void

    /// - Parameter breach: takes the promise that was broken.
    package init(
        _ base: Base, breach: @escaping @Sendable (_ promise: String) -> Void = { assertionFailure($0) }
    ) {
        self.base = base
        self.breach = breach
    }

    // MARK: Operation

    package func checkWritable() async throws(StoreError) {
        do {
            try await base.checkWritable()
        } catch {
            throw checked(error, declared: [])
        }
    }

    package var queues: StoreQueues { base.queues }

    package func close() async throws(StoreError) {
        do {
            try await base.close()
        } catch {
            throw checked(error, declared: [])
        }
    }

    // MARK: Checks

    func check(_ isKept: @autoclosure () -> Bool, _ promise: String) {
        #if DEBUG
            if !isKept() {
                breach(promise)
            }
        #endif
    }

    func checked(_ error: StoreError, declared codes: Set<ErrorCode>) -> StoreError {
        if case .refused(let refusal) = error {
            check(codes.contains(refusal.code), "\(refusal.code) is not among the declared refusals")
        }
        return error
    }

    /// Whether each account has at most one result that says it was added.
    static func addsOnce(_ accounts: [Account?], _ results: [MemberAdmission.Result]) -> Bool {
        var added: Set<Account> = []
        return zip(accounts, results).allSatisfy { account, result in
            result != .added || account.map { added.insert($0).inserted } ?? false
        }
    }
}

extension GroupStore {
    /// The store, watched by a ``CheckedStore`` in debug builds.
    package var watched: any GroupStore {
        #if DEBUG
            CheckedStore(self)
        #else
            self
        #endif
    }
}
