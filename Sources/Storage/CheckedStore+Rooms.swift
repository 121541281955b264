package import Groups
package import Wire

extension CheckedStore {
    package func changeRoomAdmins(
        of group: GroupID, in scope: StoreScope, by change: RoomAdmins.Change
    ) async throws(StoreError) {
        do {
            try await base.changeRoomAdmins(of: group, in: scope, by: change)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .accountNotFound, .tooManyAccounts])
        }
    }

    package func roomAdmins(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        do {
            let admins = try await base.roomAdmins(of: group, in: scope)
            check(admins.count <= RoomAdmins.maximum, "a room has at most \(RoomAdmins.maximum) administrators")
            check(Set(admins.map(\.account)).count == admins.count, "roomAdmins names an account once")
            return admins
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func names(of accounts: [Account], in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        do {
            let names = try await base.names(of: accounts, in: scope)
            check(names.map(\.account) == accounts, "names answers with the accounts that it was asked for, in order")
            return names
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func memberCounts(
        of groups: [GroupID], among accounts: Set<Account>, in scope: StoreScope
    ) async throws(StoreError) -> [GroupID: Int] {
        do {
            let counts = try await base.memberCounts(of: groups, among: accounts, in: scope)
            check(
                Set(groups).isSuperset(of: counts.keys), "memberCounts answers only with groups that it was asked for")
            check(
                counts.values.allSatisfy { (0...accounts.count).contains($0) },
                "memberCounts counts at most the accounts that it was asked for")
            return counts
        } catch {
            throw checked(error, declared: [])
        }
    }
}
