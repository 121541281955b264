package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func banMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope, until: UnixTime
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            var row = try tables.groups.require(group)
            let leaving = try tables.members.members(of: row.number, among: accounts)
            try MemberRemoval.ban(accounts, leaving: leaving, from: &row.profile, at: scope.now)
            try tables.bans.deleteExpired(of: row.number, at: scope.now)
            for account in accounts {
                try tables.bans.set(account, from: row.number, until: until)
            }
            if leaving.isEmpty {
                try tables.groups.touch(row.number)
            } else {
                try tables.remove(leaving, from: row)
            }
        }
    }

    package func unbanMembers(
        _ accounts: [Account], from group: GroupID, in scope: StoreScope
    ) async throws(StoreError) {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.groups.require(group)
            for account in accounts {
                try tables.bans.delete(account, from: row.number)
            }
            try tables.groups.touch(row.number)
        }
    }

    package func bans(
        of group: GroupID, offset: Int64, limit: Int, in scope: StoreScope
    ) async throws(StoreError) -> [TimedAccount] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            return try tables.bans.list(
                of: tables.groups.require(group).number, offset: offset, limit: limit, at: scope.now)
        }
    }

    package func mutes(
        of group: GroupID, topic: String?, in scope: StoreScope
    ) async throws(StoreError) -> [TimedAccount] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let row = try tables.groups.require(group)
            guard let topic else {
                return try tables.mutes.list(of: row.number, at: scope.now)
            }
            guard let id = TopicID(topic) else {
                throw row.profile.supportsTopics ? APIError.noSuchTopic : APIError.noTopics
            }
            try tables.checkExists(id, in: row)
            return try tables.mutes.list(of: row.number, topic: id, at: scope.now)
        }
    }
}
