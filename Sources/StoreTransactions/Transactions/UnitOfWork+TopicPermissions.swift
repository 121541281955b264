import Groups
import Storage
import Wire

extension UnitOfWork {
    func setTopicPermissions(
        _ permissions: [TopicPermission], of id: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) throws -> [Bool] {
        let foundNumber = foundNumber(of: id, in: group)
        let number = try requirePermissionGroups(in: group)
        let listed = permissions.map(\.topic)
        try prefetch(listed, foundNumber, number)
        let row = try require(PermissionGroupKey(group: number, id: id))
        let keys = keys(of: listed, row.number, number)
        _ = try topicPermissions.find(keys)
        let results = try topics(listed, of: number).map { $0 != nil }
        try change(group) { change in
            for (place, permission) in permissions.enumerated() where results[place] {
                topicPermissions.set(permission.permission, for: keys[place], in: change)
            }
        }
        let rights = zip(permissions, results).filter(\.1).map(\.0)
        if !rights.isEmpty {
            tell(.topicPermissionsSet(rights, of: id), in: try require(group).profile, scope)
        }
        return results
    }

    func deleteTopicPermissions(
        in listed: [TopicID], of id: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) throws -> [Bool] {
        let foundNumber = foundNumber(of: id, in: group)
        let number = try requirePermissionGroups(in: group)
        try prefetch(listed, foundNumber, number)
        let row = try require(PermissionGroupKey(group: number, id: id))
        let present = try topicPermissions.find(keys(of: listed, row.number, number))
        let results = try topics(listed, of: number).map { $0 != nil }
        try change(group) { change in
            for key in present.keys {
                topicPermissions.set(nil, for: key, in: change)
            }
        }
        var seen: Set<TopicID> = []
        let concerned = zip(listed, results).filter { $1 && seen.insert($0).inserted }.map(\.0)
        if !concerned.isEmpty {
            tell(.topicPermissionsDeleted(concerned, of: id), in: try require(group).profile, scope)
        }
        return results
    }

    func topicPermissions(
        in listed: [TopicID]?, of id: PermissionGroupID, of group: GroupID, in scope: StoreScope
    ) throws -> [TopicPermission?] {
        let foundNumber = foundNumber(of: id, in: group)
        let number = try requirePermissionGroups(in: group)
        if let listed {
            try prefetch(listed, foundNumber, number)
        } else if let foundNumber {
            prefetch(PermissionsOfPermissionGroup(permissionGroup: foundNumber, group: number))
        }
        let row = try require(PermissionGroupKey(group: number, id: id))
        guard let listed else {
            return try ask(PermissionsOfPermissionGroup(permissionGroup: row.number, group: number))
        }
        let keys = keys(of: listed, row.number, number)
        try topicPermissions.prefetch(keys)
        let topics = try topics(listed, of: number)
        let rights = try topicPermissions.find(keys)
        return zip(keys, topics).map { key, topic in
            topic.map { TopicPermission(topic: $0.topic.id, permission: rights[key] ?? 0) }
        }
    }

    /// Asks for topics, and for what a permission group may do in them where its number is known.
    private func prefetch(_ listed: [TopicID], _ permissionGroup: Int64?, _ group: GroupNumber) throws {
        try topics.prefetch(listed.map { TopicKey(group: group, topic: $0) })
        if let permissionGroup {
            try topicPermissions.prefetch(keys(of: listed, permissionGroup, group))
        }
    }

    private func keys(
        of topics: [TopicID], _ permissionGroup: Int64, _ group: GroupNumber
    ) -> [TopicPermissionKey] {
        topics.map { TopicPermissionKey(group: group, permissionGroup: permissionGroup, topic: $0) }
    }
}
