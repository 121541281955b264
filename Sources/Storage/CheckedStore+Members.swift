package import Groups
package import Wire

extension CheckedStore {
    package func addMembers(
        _ accounts: [Account?], to group: GroupID, in scope: StoreScope, isSilent: Bool
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        do {
            let results = try await base.addMembers(accounts, to: group, in: scope, isSilent: isSilent)
            check(results.count == accounts.count, "addMembers answers with a result for each account")
            check(Self.addsOnce(accounts, results), "addMembers adds an account once")
            return results
        } catch {
            throw checked(
                error, declared: [.groupNotFound, .notPermitted, .accountNotFound, .groupFull, .tooManyGroupsOfAccount])
        }
    }

    package func importMembers(
        _ members: [MemberAdmission.Import], to group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        do {
            let results = try await base.importMembers(members, to: group, in: scope)
            check(results.count == members.count, "importMembers answers with a result for each member")
            check(Self.addsOnce(members.map(\.account), results), "importMembers adds an account once")
            return results
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func changeMember(
        _ account: Account?, of group: GroupID, in scope: StoreScope, by change: MemberChange
    ) async throws(StoreError) {
        do {
            try await base.changeMember(account, of: group, in: scope, by: change)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .invalidParameter])
        }
    }

    package func removeMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, isSilent: Bool, reason: String
    ) async throws(StoreError) {
        do {
            try await base.removeMembers(accounts, from: group, in: scope, isSilent: isSilent, reason: reason)
        } catch {
            throw checked(error, declared: [.groupNotFound, .invalidParameter, .notPermitted])
        }
    }

    package func changeOwner(of group: GroupID, to account: Account?, in scope: StoreScope) async throws(StoreError) {
        do {
            try await base.changeOwner(of: group, to: account, in: scope)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .invalidParameter])
        }
    }

    package func setUnreadMsgNum(
        _ count: Int64, of account: Account?, in group: GroupID, scope: StoreScope
    ) async throws(StoreError) {
        do {
            try await base.setUnreadMsgNum(count, of: account, in: group, scope: scope)
        } catch {
            throw checked(error, declared: [.groupNotFound, .invalidParameter])
        }
    }

    package func muteMembers(
        _ accounts: [Account], of group: GroupID, topic: TopicID?, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.muteMembers(accounts, of: group, topic: topic, in: scope, until: until)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .invalidParameter])
        }
    }
}
