package import Storage

/// A store whose transactions are those of ``UnitOfWork``.
///
/// It says how a transaction runs on its tables; the extensions of this protocol are the rest of ``GroupStore``, but for
/// what reads rows one by one for a visitor.
package protocol TransactionalStore: GroupStore {
    /// Runs a transaction, and returns when its changes are on disk.
    ///
    /// - Parameters:
    ///   - subject: what the transaction is mainly about.
    ///   - transaction: may run several times.
    func write<Value: Sendable>(
        in scope: StoreScope, about subject: WriteSubject,
        _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value

    /// Runs a transaction that only reads, on one state of the store.
    ///
    /// - Parameter transaction: may run several times.
    func read<Value: Sendable>(
        in scope: StoreScope, _ transaction: @escaping @Sendable (UnitOfWork) throws -> Value
    ) async throws(StoreError) -> Value
}
