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

    /// The roles in `MemberRoleFilter`; all of them when it is absent or empty.
    func memberRoles() throws(APIError) -> Set<Role> {
        guard let names = try filterNames("MemberRoleFilter") else {
            return Set(Role.allCases)
        }
        var roles: Set<Role> = []
        for (index, name) in names.enumerated() {
            guard let role = Role(rawValue: name) else {
                throw refusal("MemberRoleFilter", "[\(index)] must be Owner, Admin or Member")
            }
            roles.insert(role)
        }
        return roles
    }
}
