import Groups
import Storage
import Testing
import Wire

extension PermissionGroupID {
    /// - Precondition: the text can be a permission group's identifier.
    static func sample(_ text: String) -> PermissionGroupID {
        guard let id = PermissionGroupID(text) else {
            preconditionFailure("\(text) cannot be a permission group's identifier")
        }
        return id
    }

    static let editors = sample("@PMG#_editors")
    static let readers = sample("@PMG#_readers")
    static let nobody = sample("@PMG#_nobody")
}

extension GroupStore {
    /// Creates a permission group of ``GroupID/forum``.
    func create(_ permissionGroup: PermissionGroupID, permission: Int64 = 1, in app: SDKAppID = app) async throws {
        try await createPermissionGroup(
            PermissionGroup(id: permissionGroup, name: "Group", permission: permission), of: .forum, in: .sample(app))
    }

    /// Reads one permission group of ``GroupID/forum``.
    func permissionGroup(_ id: PermissionGroupID, in app: SDKAppID = app) async throws -> PermissionGroup? {
        try await permissionGroups([id], of: .forum, in: .sample(app)).first ?? nil
    }

    /// Puts members into a permission group of ``GroupID/forum``.
    @discardableResult
    func add(
        _ accounts: Account?..., to permissionGroup: PermissionGroupID, in app: SDKAppID = app
    ) async throws -> [MemberAdmission.Result] {
        try await addPermissionGroupMembers(accounts, to: permissionGroup, of: .forum, in: .sample(app))
    }

    /// The first members of a permission group of ``GroupID/forum``.
    func members(
        of permissionGroup: PermissionGroupID, after cursor: Int64 = 0, atMost limit: Int64 = 50,
        in app: SDKAppID = app
    ) async throws -> CursorPage<Member> {
        try await permissionGroupMembers(
            of: permissionGroup, after: cursor, atMost: limit, of: .forum, in: .sample(app))
    }

    /// The names of the first members of a permission group of ``GroupID/forum``.
    func accounts(of permissionGroup: PermissionGroupID, in app: SDKAppID = app) async throws -> [Account] {
        try await members(of: permissionGroup, in: app).elements.map(\.account)
    }

    /// Gives a permission group of ``GroupID/forum`` rights in a topic.
    @discardableResult
    func give(_ permission: Int64, in topic: TopicID, to permissionGroup: PermissionGroupID) async throws -> [Bool] {
        try await setTopicPermissions(
            [TopicPermission(topic: topic, permission: permission)], of: permissionGroup, of: .forum, in: .sample())
    }

    /// All topic rights of a permission group of ``GroupID/forum``.
    func permissions(of permissionGroup: PermissionGroupID) async throws -> [TopicPermission?] {
        try await topicPermissions(in: nil, of: permissionGroup, of: .forum, in: .sample())
    }

    /// The calls on permission groups of ``GroupID/forum`` that take one, each with its refusal.
    func refusals(of permissionGroup: PermissionGroupID) async throws -> [ErrorCode?] {
        [
            try await refusal {
                try await changePermissionGroup(permissionGroup, of: .forum, in: .sample(), by: PermissionGroupChange())
            },
            try await refusal { _ = try await setTopicPermissions([], of: permissionGroup, of: .forum, in: .sample()) },
            try await refusal {
                _ = try await deleteTopicPermissions(in: [], of: permissionGroup, of: .forum, in: .sample())
            },
            try await refusal {
                _ = try await topicPermissions(
                    in: nil, of: permissionGroup, of: .forum, in: .sample())
            },
            try await refusal { try await add(to: permissionGroup) },
            try await refusal {
                try await deletePermissionGroupMembers([], from: permissionGroup, of: .forum, in: .sample())
            },
            try await refusal { _ = try await members(of: permissionGroup) },
        ]
    }

    /// The calls on permission groups of ``GroupID/forum`` that ask for the group alone, each with its refusal.
    func refusalsOfGroup() async throws -> [ErrorCode?] {
        [
            try await refusal { try await create(PermissionGroupID.nobody) },
            try await refusal { _ = try await destroyPermissionGroups([.nobody], of: .forum, in: .sample()) },
            try await refusal { _ = try await permissionGroup(.nobody) },
            try await refusal { _ = try await permissionGroups(after: 0, atMost: 1, of: .forum, in: .sample()) },
        ]
    }
}
