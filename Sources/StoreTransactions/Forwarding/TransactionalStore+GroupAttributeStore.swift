package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func attributes(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [GroupAttribute] {
        try await read(in: scope) { try $0.attributes(of: group, in: scope) }
    }

    package func changeAttributes(of group: GroupID, in scope: StoreScope, by change: GroupAttributeChange)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) { try $0.changeAttributes(of: group, in: scope, by: change) }
    }
}
