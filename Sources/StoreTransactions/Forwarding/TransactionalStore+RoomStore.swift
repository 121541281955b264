package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func changeRoomAdmins(of group: GroupID, in scope: StoreScope, by change: RoomAdmins.Change)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) { try $0.changeRoomAdmins(of: group, in: scope, by: change) }
    }

    package func roomAdmins(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        try await read(in: scope) { try $0.roomAdmins(of: group, in: scope) }
    }

    package func names(of accounts: [Account], in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        try await read(in: scope) { try $0.names(of: accounts, in: scope) }
    }

    package func memberCounts(of groups: [GroupID], among accounts: Set<Account>, in scope: StoreScope)
        async throws(StoreError) -> [GroupID: Int]
    {
        try await read(in: scope) { try $0.memberCounts(of: groups, among: accounts, in: scope) }
    }
}
