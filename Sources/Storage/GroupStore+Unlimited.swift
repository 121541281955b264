package import Groups
package import Wire

/// The writes that a plan can limit, without one.
extension GroupProfileStore {
    /// Creates a group as ``createGroup(_:in:accounts:plan:at:)`` does where there are no quotas.
    package func createGroup(
        _ group: NewGroup, in app: SDKAppID, accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) {
        try await createGroup(group, in: app, accounts: accounts, plan: .unlimited, at: now)
    }
}

extension MemberStore {
    /// Adds accounts as ``addMembers(_:to:in:accounts:plan:at:)`` does where there are no quotas.
    package func addMembers(
        _ accounts: [Account], to group: GroupID, in app: SDKAppID, accounts policy: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        try await addMembers(accounts, to: group, in: app, accounts: policy, plan: .unlimited, at: now)
    }
}
