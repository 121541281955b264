package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func banMembers(_ accounts: [Account], from group: GroupID, in scope: StoreScope, until: UnixTime)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) {
            try $0.banMembers(accounts, from: group, in: scope, until: until)
        }
    }

    package func unbanMembers(_ accounts: [Account], from group: GroupID, in scope: StoreScope) async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) { try $0.unbanMembers(accounts, from: group, in: scope) }
    }

    package func bans(of group: GroupID, offset: Int64, limit: Int, in scope: StoreScope) async throws(StoreError)
        -> [TimedAccount]
    {
        try await read(in: scope) { try $0.bans(of: group, offset: offset, limit: limit, in: scope) }
    }

    package func mutes(of group: GroupID, topic: String?, in scope: StoreScope) async throws(StoreError)
        -> [TimedAccount]
    {
        try await read(in: scope) { try $0.mutes(of: group, topic: topic, in: scope) }
    }
}
