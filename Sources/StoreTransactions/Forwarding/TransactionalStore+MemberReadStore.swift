package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func findMembers(_ accounts: [Account], of group: GroupID, in scope: StoreScope) async throws(StoreError)
        -> [Account: Member]
    {
        try await read(in: scope) { try $0.findMembers(accounts, of: group, in: scope) }
    }
}
