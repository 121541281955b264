package import Groups
package import Storage
import StoreTransactions
package import Wire

extension SQLiteStore {
    package func setTopicPermissions(
        _ permissions: [TopicPermission], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            let row = try tables.require(permissionGroup, of: number)
            let results = try permissions.map { permission in
                guard try tables.topics.exists(permission.topic, of: number) else {
                    return false
                }
                try tables.topicPermissions.set(permission, of: row.number, of: number)
                return true
            }
            try tables.groups.touch(number)
            return results
        }
    }

    package func deleteTopicPermissions(
        in topics: [TopicID], of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [Bool] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            let row = try tables.require(permissionGroup, of: number)
            for topic in topics {
                try tables.topicPermissions.delete(in: topic, of: row.number, of: number)
            }
            try tables.groups.touch(number)
            return try topics.map { try tables.topics.exists($0, of: number) }
        }
    }

    package func topicPermissions(
        in topics: [TopicID]?, of permissionGroup: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) async throws(StoreError) -> [TopicPermission?] {
        try await reads.perform { database in
            let tables = AppTables(database, app: scope.app)
            let number = try tables.requirePermissionGroups(in: group)
            let row = try tables.require(permissionGroup, of: number)
            guard let topics else {
                return try tables.topicPermissions.all(of: row.number, of: number)
            }
            return try topics.map { topic in
                guard try tables.topics.exists(topic, of: number) else {
                    return nil
                }
                let permission = try tables.topicPermissions.permission(in: topic, of: row.number, of: number)
                return TopicPermission(topic: topic, permission: permission)
            }
        }
    }
}
