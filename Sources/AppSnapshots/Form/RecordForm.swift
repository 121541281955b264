package import StoreCopy

/// What the records of one kind look like, one for each row of a table.
package struct RecordForm: Sendable {
    package let table: CopiedTable
    /// What the field `Kind` says.
    package let kind: String
    /// In the order of the table's columns; those of what a row is told by come first, but for the app.
    package let fields: [RecordField]
    /// What a record tells, for documents.
    package let meaning: String

    init(_ table: CopiedTable, _ kind: String, _ meaning: String, _ fields: [RecordField]) {
        self.table = table
        self.kind = kind
        self.meaning = meaning
        self.fields = Self.subject(of: table) + fields
    }

    /// The kinds, in the order in which they come: what is referred to comes first.
    package static let all = CopiedTable.allCases.compactMap(\.recordForm)

    static let byKind = Dictionary(uniqueKeysWithValues: all.map { ($0.kind, $0) })
    static let byTable = Dictionary(uniqueKeysWithValues: all.map { ($0.table, $0) })

    private static func subject(of table: CopiedTable) -> [RecordField] {
        let group = RecordField("group_id", "GroupId", .group, "the group")
        let topic = RecordField("topic", "TopicId", .topicOrGroup, "the topic; missing for the group itself")
        switch table.subject {
        case .app: return []
        case .account, .membership: return [RecordField("account", "UserID", .account, "the account")]
        case .group: return [group]
        case .permissionGroup:
            return [
                group, RecordField("permission_group", "PermissionGroupId", .permissionGroup, "the permission group"),
            ]
        case .stream: return [group, topic]
        case .streamOrBroadcasts:
            return [
                RecordField("group_id", "GroupId", .groupOrNone, "the group; missing for what was sent to all"),
                RecordField("topic", "TopicId", .topicOfOptionalGroup, "the topic; missing for the group itself"),
            ]
        }
    }
}
