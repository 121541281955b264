package import Groups
package import Wire

extension CheckedStore {
    package func banMembers(
        _ accounts: [Account], from group: GroupID, in app: SDKAppID, until: UnixTime, at now: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.banMembers(accounts, from: group, in: app, until: until, at: now)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func unbanMembers(
        _ accounts: [Account], from group: GroupID, in app: SDKAppID
    ) async throws(StoreError) {
        do {
            try await base.unbanMembers(accounts, from: group, in: app)
        } catch {
            throw checked(error, declared: [.groupNotFound])
        }
    }

    package func bans(
        of group: GroupID, offset: Int64, limit: Int, in app: SDKAppID, at now: UnixTime
    ) async throws(StoreError) -> [TimedAccount] {
        do {
            let bans = try await base.bans(of: group, offset: offset, limit: limit, in: app, at: now)
            check(bans.count <= limit, "bans answers with no more than wanted")
            check(bans.allSatisfy { $0.until > now }, "bans answers with bans that still run")
            check(
                zip(bans, bans.dropFirst()).allSatisfy { ($0.until, $0.account) < ($1.until, $1.account) },
                "bans are answered by their end")
            return bans
        } catch {
            throw checked(error, declared: [.groupNotFound])
        }
    }

    package func mutes(
        of group: GroupID, topic: String?, in app: SDKAppID, at now: UnixTime
    ) async throws(StoreError) -> [TimedAccount] {
        do {
            let mutes = try await base.mutes(of: group, topic: topic, in: app, at: now)
            check(mutes.allSatisfy { $0.until > now }, "mutes answers with mutes that still run")
            check(
                zip(mutes, mutes.dropFirst()).allSatisfy { ($1.until, $0.account) < ($0.until, $1.account) },
                "mutes are answered by their end, the latest first")
            return mutes
        } catch {
            throw checked(error, declared: [.groupNotFound, .invalidParameter])
        }
    }
}
