package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func createGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        try await write(in: scope, about: .group(group.profile.id)) { try $0.createGroup(group, in: scope) }
    }

    package func restoreGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        try await write(in: scope, about: .group(group.profile.id)) { try $0.restoreGroup(group, in: scope) }
    }

    package func changeProfile(of group: GroupID, in scope: StoreScope, by change: ProfileChange, operator: Account?)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) {
            try $0.changeProfile(of: group, in: scope, by: change, operator: `operator`)
        }
    }

    package func destroyGroup(_ group: GroupID, in scope: StoreScope) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) { try $0.destroyGroup(group, in: scope) }
    }
}
