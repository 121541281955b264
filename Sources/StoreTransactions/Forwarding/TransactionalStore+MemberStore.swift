package import Groups
package import Storage
package import Wire

extension TransactionalStore {
    package func addMembers(_ accounts: [Account?], to group: GroupID, in scope: StoreScope, isSilent: Bool)
        async throws(StoreError) -> [MemberAdmission.Result]
    {
        try await write(in: scope, about: .group(group)) {
            try $0.addMembers(accounts, to: group, in: scope, isSilent: isSilent)
        }
    }

    package func importMembers(_ members: [MemberAdmission.Import], to group: GroupID, in scope: StoreScope)
        async throws(StoreError) -> [MemberAdmission.Result]
    {
        try await write(in: scope, about: .group(group)) { try $0.importMembers(members, to: group, in: scope) }
    }

    package func changeMember(_ account: Account?, of group: GroupID, in scope: StoreScope, by change: MemberChange)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) {
            try $0.changeMember(account, of: group, in: scope, by: change)
        }
    }

    package func removeMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, isSilent: Bool, reason: String
    ) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) {
            try $0.removeMembers(accounts, from: group, in: scope, isSilent: isSilent, reason: reason)
        }
    }

    package func changeOwner(of group: GroupID, to account: Account?, in scope: StoreScope) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) { try $0.changeOwner(of: group, to: account, in: scope) }
    }

    package func setUnreadMsgNum(_ count: Int64, of account: Account?, in group: GroupID, scope: StoreScope)
        async throws(StoreError)
    {
        try await write(in: scope, about: .group(group)) {
            try $0.setUnreadMsgNum(count, of: account, in: group, scope: scope)
        }
    }

    package func muteMembers(
        _ accounts: [Account], of group: GroupID, topic: TopicID?, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError) {
        try await write(in: scope, about: .group(group)) {
            try $0.muteMembers(accounts, of: group, topic: topic, in: scope, until: until)
        }
    }
}
