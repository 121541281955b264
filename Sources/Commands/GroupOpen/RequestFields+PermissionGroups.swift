import Groups
import Storage
import Wire

/// What the commands on permission groups read alike.
extension RequestFields {
    /// A bit mask of rights; `nil` when absent.
    func permission() throws(APIError) -> Int64? {
        try integer("Permission", in: 0...Int64.max)
    }

    func requiredPermission() throws(APIError) -> Int64 {
        guard let permission = try permission() else {
            throw refusal("Permission", "is missing")
        }
        return permission
    }

    /// The place that a page begins behind; 0 for the first page.
    ///
    /// Unless the app is strict it may be a number, as the documentation's table has it; its samples and answers have
    /// texts.
    ///
    /// - Source: protocol reference file 32, 3.6.
    func cursor() throws(APIError) -> Int64 {
        if isLenient, value("Next")?.isNumber == true {
            return try requiredInteger("Next", in: 0...Int64.max)
        }
        let text = try string("Next") ?? ""
        guard !text.isEmpty else {
            return 0
        }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let place = Int64(text) else {
            throw refusal("Next", "must be empty or the Next of an earlier answer")
        }
        return place
    }

    /// The entries of `TopicPermissionList`, whose `TopicId`s are kept as sent.
    func requiredTopicPermissions() throws(APIError) -> [(topic: String, permission: Int64)] {
        var entries: [(topic: String, permission: Int64)] = []
        for entry in try requiredObjects("TopicPermissionList") {
            entries.append((try entry.requiredString("TopicId"), try entry.requiredPermission()))
        }
        return entries
    }

    /// The names in the objects of `MemberList`.
    func requiredMemberNames() throws(APIError) -> [String] {
        var names: [String] = []
        for member in try requiredObjects("MemberList") {
            names.append(try member.requiredAccountName("Member_Account"))
        }
        return names
    }

    /// Refuses a list of a writing command on permission groups that is too long.
    ///
    /// - Throws: ``ErrorCode/tooManyAccounts``, which stands for entries of any kind here.
    static func checkWrittenCount(_ count: Int, of name: StaticString, atMost maximum: Int) throws(APIError) {
        guard count <= maximum else {
            throw APIError(.tooManyAccounts, "\(name) holds \(count) entries, more than \(maximum)")
        }
    }
}

/// A permission group that a request addresses.
struct PermissionGroupAddress: Sendable {
    let group: GroupID
    let permissionGroup: PermissionGroupID

    /// - Throws: ``ErrorCode/invalidGroupID`` for a text that could never be an identifier.
    init(group: String, permissionGroup: String) throws(APIError) {
        self.group = try GroupID(addressing: group)
        self.permissionGroup = try PermissionGroupID(addressing: permissionGroup)
    }
}
