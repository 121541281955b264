import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func importAccounts(_ accounts: [AccountImport], in scope: StoreScope) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            for account in accounts {
                try tables.accounts.createOrUpdate(account, at: scope.now)
            }
        }
    }

    package func existingAccounts(
        among accounts: [Account], in scope: StoreScope
    ) async throws(StoreError) -> Set<Account> {
        try await reads.perform { database in
            try AppTables(database, app: scope.app).accounts.existing(among: accounts)
        }
    }

    package func deleteAccounts(_ accounts: [Account], in scope: StoreScope) async throws(StoreError) -> Set<Account> {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let existing = try tables.accounts.existing(among: accounts)
            var losses = GroupLosses()
            for account in existing.sorted() {
                losses.members.append(contentsOf: try tables.members.deleteAll(of: account))
                losses.owners.append(contentsOf: try tables.groups.numbers(ownedBy: account))
                losses.others.append(contentsOf: try tables.mutes.deleteAll(of: account))
                losses.others.append(contentsOf: try tables.bans.deleteAll(of: account))
                losses.others.append(contentsOf: try tables.roomAdmins.deleteAll(of: account))
            }
            try losses.record(in: tables.groups, at: scope.now)
            for account in existing {
                try tables.globalMutes.delete(account)
                try tables.portraits.deleteAll(of: account)
                try tables.receipts.deleteAll(of: account, in: scope.app)
                try tables.accounts.delete(account)
            }
            return existing
        }
    }
}

/// What groups lose with accounts, by their numbers.
///
/// A group stands once for each loss.
private struct GroupLosses {
    var members: [Int64] = []
    var owners: [Int64] = []
    /// What does not show in the group's own row.
    var others: [Int64] = []

    /// Writes the losses into the groups: one change each, however much it lost; a loss that its row does not show is no
    /// change of it.
    func record(in groups: GroupTable, at now: UnixTime) throws {
        let lostMembers = members.reduce(into: [:]) { $0[$1, default: Int64(0)] += 1 }
        let ownerless = Set(owners)
        let changed = ownerless.union(members)
        for number in changed.sorted() {
            guard var row = try groups.find(number: number) else {
                throw DamagedRow(table: "groups")
            }
            row.profile.memberNum -= lostMembers[number, default: 0]
            if ownerless.contains(number) {
                row.profile.owner = nil
            }
            row.profile.recordChange(at: now)
            try groups.update(row)
        }
        for number in Set(others).subtracting(changed).sorted() {
            try groups.touch(number)
        }
    }
}
