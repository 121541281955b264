package import Groups
package import Wire

extension CheckedStore {
    package func banMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.banMembers(accounts, from: group, in: scope, until: until)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func unbanMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        do {
            try await base.unbanMembers(accounts, from: group, in: scope)
        } catch {
            throw checked(error, declared: [.groupNotFound])
        }
    }

    package func bans(
        of group: GroupID, offset: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> [TimedAccount] {
        do {
            let bans = try await base.bans(of: group, offset: offset, limit: limit, in: scope)
            check(bans.count <= limit, "bans answers with no more than wanted")
            check(bans.allSatisfy { $0.until > scope.now }, "bans answers with bans that still run")
            check(
                zip(bans, bans.dropFirst()).allSatisfy { ($0.until, $0.account) < ($1.until, $1.account) },
                "bans are answered by their end")
            return bans
        } catch {
            throw checked(error, declared: [.groupNotFound])
        }
    }

    package func mutes(
        of group: GroupID, topic: String?, in scope: StoreScope
    ) async throws(StoreError) -> [TimedAccount] {
        do {
            let mutes = try await base.mutes(of: group, topic: topic, in: scope)
            check(mutes.allSatisfy { $0.until > scope.now }, "mutes answers with mutes that still run")
            check(
                zip(mutes, mutes.dropFirst()).allSatisfy { ($1.until, $0.account) < ($0.until, $1.account) },
                "mutes are answered by their end, the latest first")
            return mutes
        } catch {
            throw checked(error, declared: [.groupNotFound, .invalidParameter])
        }
    }
}
