package import Groups
package import Wire

extension CheckedStore {
    package func createGroup(
        _ group: NewGroup, in app: SDKAppID, accounts: AccountPolicy, plan: PlanLimits, at now: UnixTime
    ) async throws(StoreError) {
        check(group.profile.memberNum == Int64(group.members.count), "memberNum of a new group counts its members")
        do {
            try await base.createGroup(group, in: app, accounts: accounts, plan: plan, at: now)
        } catch {
            throw checked(
                error,
                declared: [
                    .groupIDInUse, .groupIDInUseBySameOwner, .accountNotFound, .tooManyGroupsOfTrial,
                    .tooManyAVChatRooms,
                    .operationTooFrequent, .tooManyGroupsOfAccount,
                ])
        }
    }

    package func restoreGroup(_ group: NewGroup, in app: SDKAppID, at now: UnixTime) async throws(StoreError) {
        check(group.profile.memberNum == Int64(group.members.count), "memberNum of a restored group counts its members")
        do {
            try await base.restoreGroup(group, in: app, at: now)
        } catch {
            throw checked(error, declared: [.groupIDInUse, .groupIDInUseBySameOwner])
        }
    }

    package func changeProfile(
        of group: GroupID, in app: SDKAppID, by change: ProfileChange, operator: Account?, accounts: AccountPolicy,
        limits: GroupLimits, at now: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.changeProfile(
                of: group, in: app, by: change, operator: `operator`, accounts: accounts, limits: limits, at: now)
        } catch {
            throw checked(error, declared: [.groupNotFound, .accountNotFound, .invalidParameter])
        }
    }

    package func destroyGroup(_ group: GroupID, in app: SDKAppID) async throws(StoreError) {
        do {
            try await base.destroyGroup(group, in: app)
        } catch {
            throw checked(error, declared: [.groupNotFound])
        }
    }
}
