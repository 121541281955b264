package import Groups
package import Wire

/// A store that watches another one keep the promises of ``GroupStore``.
///
/// Debug builds check counts, order and the refusals that leave each method, and trap at a broken promise. Release
/// builds pass every call straight on.
package struct CheckedStore<Base: GroupStore>: GroupStore {
    private let base: Base
    private let breach: @Sendable (_ promise: String) -> Void

    /// - Parameter breach: takes the promise that was broken.
    package init(
        _ base: Base, breach: @escaping @Sendable (_ promise: String) -> Void = { assertionFailure($0) }
    ) {
        self.base = base
        self.breach = breach
    }

    // MARK: Accounts

    package func importAccounts(
        _ accounts: [AccountImport], in app: SDKAppID, at now: UnixTime
    ) async throws(StoreError) {
        do {
            try await base.importAccounts(accounts, in: app, at: now)
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func existingAccounts(
        among accounts: [Account], in app: SDKAppID
    ) async throws(StoreError) -> Set<Account> {
        do {
            let existing = try await base.existingAccounts(among: accounts, in: app)
            check(existing.isSubset(of: accounts), "existingAccounts answers only with accounts that it was asked for")
            return existing
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func deleteAccounts(
        _ accounts: [Account], in app: SDKAppID, at now: UnixTime
    ) async throws(StoreError) -> Set<Account> {
        do {
            let deleted = try await base.deleteAccounts(accounts, in: app, at: now)
            check(deleted.isSubset(of: accounts), "deleteAccounts answers only with accounts that it was asked for")
            return deleted
        } catch {
            throw checked(error, declared: [])
        }
    }

    // MARK: Groups

    package func createGroup(
        _ group: NewGroup, in app: SDKAppID, accounts: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) {
        check(group.profile.memberNum == Int64(group.members.count), "memberNum of a new group counts its members")
        do {
            try await base.createGroup(group, in: app, accounts: accounts, at: now)
        } catch {
            throw checked(error, declared: [.groupIDInUse, .groupIDInUseBySameOwner, .accountNotFound])
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

    // MARK: Members

    package func addMembers(
        _ accounts: [Account], to group: GroupID, in app: SDKAppID, accounts policy: AccountPolicy, at now: UnixTime
    ) async throws(StoreError) -> [MemberAdmission.Result] {
        do {
            let results = try await base.addMembers(accounts, to: group, in: app, accounts: policy, at: now)
            check(results.count == accounts.count, "addMembers answers with a result for each account")
            check(!results.contains(.failed), "addMembers adds all accounts or throws")
            check(Self.addsOnce(accounts, results), "addMembers adds an account once")
            return results
        } catch {
            throw checked(error, declared: [.groupNotFound, .notPermitted, .accountNotFound, .groupFull])
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

    // MARK: Reading

    package func readGroups<Visitor: GroupVisitor>(
        _ groups: [GroupID], members: Bool, in app: SDKAppID, visitor: Visitor
    ) async throws(StoreError) -> Visitor {
        #if DEBUG
            do {
                let watching = CheckingVisitor(visitor, groups: groups, members: members, breach: breach)
                let watched = try await base.readGroups(groups, members: members, in: app, visitor: watching)
                watched.finish()
                return watched.base
            } catch {
                throw checked(error, declared: [])
            }
        #else
            return try await base.readGroups(groups, members: members, in: app, visitor: visitor)
        #endif
    }

    // MARK: Operation

    package func checkWritable() async throws(StoreError) {
        do {
            try await base.checkWritable()
        } catch {
            throw checked(error, declared: [])
        }
    }

    package func close() async throws(StoreError) {
        do {
            try await base.close()
        } catch {
            throw checked(error, declared: [])
        }
    }

    // MARK: Checks

    private func check(_ isKept: @autoclosure () -> Bool, _ promise: String) {
        #if DEBUG
            if !isKept() {
                breach(promise)
            }
        #endif
    }

    private func checked(_ error: StoreError, declared codes: Set<ErrorCode>) -> StoreError {
        if case .refused(let refusal) = error {
            check(codes.contains(refusal.code), "\(refusal.code) is not among the declared refusals")
        }
        return error
    }

    /// Whether each account has at most one result that says it was added.
    private static func addsOnce(_ accounts: [Account?], _ results: [MemberAdmission.Result]) -> Bool {
        var added: Set<Account> = []
        return zip(accounts, results).allSatisfy { account, result in
            result != .added || account.map { added.insert($0).inserted } ?? false
        }
    }
}
