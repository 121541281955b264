package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func changeRoomAdmins(
        of group: GroupID, in scope: StoreScope, by change: RoomAdmins.Change
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireRoom(group)
            if case .appoint(let accounts) = change {
                try tables.accounts.require(accounts, policy: scope.accounts, at: scope.now)
            }
            let admins = try tables.roomAdmins.list(of: row.number)
            let changed = try RoomAdmins.apply(change, to: admins, owner: row.profile.owner)
            guard changed != admins else {
                return
            }
            try tables.roomAdmins.replace(of: row.number, with: changed)
            try tables.groups.touch(row.number)
        }
    }

    package func roomAdmins(of group: GroupID, in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.requireRoom(group)
            let admins = try tables.roomAdmins.list(of: row.number)
            return try tables.accounts.names(of: admins.filter { $0 != row.profile.owner })
        }
    }

    package func names(of accounts: [Account], in scope: StoreScope) async throws(StoreError) -> [NamedAccount] {
        try await reads.perform { database in
            try AppTables(database, app: scope.app).accounts.names(of: accounts)
        }
    }

    package func memberCounts(
        of groups: [GroupID], among accounts: Set<Account>, in scope: StoreScope
    ) async throws(StoreError) -> [GroupID: Int] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            var counts: [GroupID: Int] = [:]
            for group in Set(groups) {
                if let row = try tables.groups.find(group) {
                    counts[group] = try tables.members.count(
                        of: row.number, among: accounts, memberNum: row.profile.memberNum)
                }
            }
            return counts
        }
    }
}

extension AppTables {
    /// - Throws: ``ErrorCode/groupNotFound``, then ``ErrorCode/notPermitted``, as an `APIError`.
    fileprivate func requireRoom(_ group: GroupID) throws -> GroupTable.Row {
        let row = try groups.require(group)
        guard row.profile.type == .avChatRoom else {
            throw APIError.notARoom(row.profile.type)
        }
        return row
    }
}
