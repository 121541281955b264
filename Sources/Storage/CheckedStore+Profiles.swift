package import Groups
package import Wire

extension CheckedStore {
    package func createGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        check(group.profile.memberNum == Int64(group.members.count), "memberNum of a new group counts its members")
        do {
            try await base.createGroup(group, in: scope)
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

    package func restoreGroup(_ group: NewGroup, in scope: StoreScope) async throws(StoreError) {
        check(group.profile.memberNum == Int64(group.members.count), "memberNum of a restored group counts its members")
        do {
            try await base.restoreGroup(group, in: scope)
        } catch {
            throw checked(error, declared: [.groupIDInUse, .groupIDInUseBySameOwner])
        }
    }

    package func changeProfile(
        of group: GroupID, in scope: StoreScope, by change: ProfileChange, operator: Account?
    ) async throws(StoreError) {
        do {
            try await base.changeProfile(of: group, in: scope, by: change, operator: `operator`)
        } catch {
            throw checked(error, declared: [.groupNotFound, .accountNotFound, .invalidParameter])
        }
    }

    package func destroyGroup(_ group: GroupID, in scope: StoreScope) async throws(StoreError) {
        do {
            try await base.destroyGroup(group, in: scope)
        } catch {
            throw checked(error, declared: [.groupNotFound])
        }
    }
}
