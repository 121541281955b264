package import Storage

extension TransactionalStore {
    package func emptyApp(in scope: StoreScope) async throws(StoreError) -> Bool {
        try await write(in: scope, about: .app) { try $0.emptyApp(in: scope) }
    }
}
