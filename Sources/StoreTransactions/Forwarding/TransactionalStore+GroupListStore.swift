package import Storage
package import Wire

extension TransactionalStore {
    package func listGroups(of type: GroupType?, after place: Int64, limit: Int, in scope: StoreScope)
        async throws(StoreError) -> GroupListPage
    {
        try await read(in: scope) { try $0.listGroups(of: type, after: place, limit: limit, in: scope) }
    }
}
