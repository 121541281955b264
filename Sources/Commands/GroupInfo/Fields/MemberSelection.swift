import Apps
import Wire

/// What an answer holds of each member.
struct MemberSelection: Sendable, Equatable {
    let fields: MemberFields
    /// The members' custom fields to answer; `nil` for none.
    let keys: CustomKeys?
}

extension MemberSelection {
    static let fieldFilter = Field.filter(
        "MemberInfoFilter", of: MemberField.names, "Fields of each member.", "群成员信息字段。")
    static let keyFilter = Field.filter(
        "AppDefinedDataFilter_GroupMember", of: [], "Keys of the members' custom fields.", "群成员维度的自定义字段。")

    /// The roles of the members to answer; all of them when it is absent or empty.
    static let roleFilter = Field<Set<Role>>(
        FieldFacts(
            "MemberRoleFilter", .list(of: .choice(Role.allCases.map(\.rawValue)), atMost: nil),
            "The roles of the members to answer; without, all.", "按成员角色过滤；不填则返回所有角色的成员。")
    ) { (fields, name) throws(APIError) in
        guard let names = try fields.filterNames(name) else {
            return Set(Role.allCases)
        }
        var roles: Set<Role> = []
        for (index, text) in names.enumerated() {
            guard let role = Role(rawValue: text) else {
                throw fields.refusal(name, "[\(index)] must be Owner, Admin or Member")
            }
            roles.insert(role)
        }
        return roles
    }

    /// What ``init(_:settings:)`` reads.
    static let fields = FieldList(fieldFilter, keyFilter)

    /// What callers have to know of the two filters.
    static let note = Wording(
        "Without `MemberInfoFilter` and `AppDefinedDataFilter_GroupMember` everything but `OnlineStatus` is answered; "
            + "`MemberInfoFilter` alone leaves custom fields out.",
        "不填 `MemberInfoFilter` 和 `AppDefinedDataFilter_GroupMember` 则返回除 `OnlineStatus` 以外的全部成员信息；"
            + "只填 `MemberInfoFilter` 时不返回自定义字段。")

    /// Reads the two filters of the commands that answer one group's members.
    ///
    /// - Source: protocol reference file 20, 4.3: what no filter names is answered whole, but naming fields leaves
    ///   custom fields out.
    init(_ request: RequestFields, settings: AppSettings) throws(APIError) {
        let names = try request.read(Self.fieldFilter)
        let keys = try request.read(Self.keyFilter).map(CustomKeys.named)
        guard let names else {
            let fields = MemberFields(unfiltered: .seed, withLegacyNames: settings.answersLegacyNames)
            self.init(fields: fields.union(MemberFields(names: ["NameCard"])), keys: keys ?? .all)
            return
        }
        self.init(fields: MemberFields(names: names), keys: keys)
    }
}

/// The custom fields of a group or of members in an answer.
enum CustomKeys: Sendable, Equatable {
    case all
    case only(Set<String>)

    /// - Parameter names: as a filter gives them; those that no field can have are passed over.
    static func named(_ names: [String]) -> CustomKeys {
        .only(Set(names.filter { $0.utf8.count <= 16 && $0.utf8.allSatisfy { $0 < 0x80 } }))
    }

    func contains(_ key: String) -> Bool {
        switch self {
        case .all: true
        case .only(let keys): keys.contains(key)
        }
    }
}

extension RequestFields {
    /// The names in a filter; `nil` when it is absent or empty, which means no filtering.
    func filterNames(_ name: StaticString) throws(APIError) -> [String]? {
        let names = try strings(name)
        return names?.isEmpty == true ? nil : names
    }
}
