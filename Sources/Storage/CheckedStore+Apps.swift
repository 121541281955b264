extension CheckedStore {
    package func emptyApp(in scope: StoreScope) async throws(StoreError) -> Bool {
        do {
            return try await base.emptyApp(in: scope)
        } catch {
            throw checked(error, declared: [])
        }
    }
}
