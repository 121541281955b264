package import Groups
package import Wire

extension CheckedStore {
    package func addMembers(
        _ accounts: [Account], to group: GroupID, in app: SDKAppID, accounts policy: AccountPolicy, plan: PlanLimits,
        at now: UnixTime
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        do {
            let results = try await base.addMembers(
                accounts, to: group, in: app, accounts: policy, plan: plan, at: now)
            check(results.count == accounts.count, "addMembers answers with a result for each account")
            check(
                plan.groupsPerAccount != nil || !results.contains(.failed),
                "addMembers adds all accounts or throws")
            check(Self.addsOnce(accounts, results), "addMembers adds an account once")
            return results
        } catch {
            throw checked(
                error, declared: [.groupNotFound, .notPermitted, .accountNotFound, .groupFull, .tooManyGroupsOfAccount])
        }
    }

    package func importMembers(
        _ members: [MemberAdmission.Import], to group: GroupID, in app: SDKAppID, accounts policy: AccountPolicy,
        at now: UnixTime
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        do {
            let results = try await base.importMembers(members, to: group, in: app, accounts: policy, at: now)
            check(results.count == members.count, "importMembers answers with a result for each member")
            check(Self.addsOnce(members.map(\.account), results), "importMembers adds an account once")
            return results
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted])
        }
    }

    package func changeMember(
        _ account: Account?, of group: GroupID, in app: SDKAppID, by change: MemberChange, at now: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.changeMember(account, of: group, in: app, by: change, at: now)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .invalidParameter])
        }
    }

    package func muteMembers(
        _ accounts: [Account], of group: GroupID, topic: String?, in app: SDKAppID, until: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.muteMembers(accounts, of: group, topic: topic, in: app, until: until)
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .invalidParameter])
        }
    }
}
