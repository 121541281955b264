import Apps
import Wire

/// What an answer of `get_group_info` holds of each group.
///
/// - Source: protocol reference file 20, 2.2 to 2.5. Names that no field has are passed over.
struct GroupInfoSelection: Sendable, Equatable {
    /// The base fields to answer.
    let base: BaseFields
    /// The group's custom fields to answer; `nil` for none.
    let groupKeys: CustomKeys?
    /// What to answer of members; `nil` for no member list.
    let members: MemberSelection?

    private init(base: BaseFields, groupKeys: CustomKeys?, members: MemberSelection?) {
        self.base = base
        self.groupKeys = groupKeys
        self.members = members
    }

    /// What is answered to an unfiltered request.
    fileprivate init(unfiltered profile: FieldProfile, withLegacyNames: Bool) {
        let members = MemberFields(unfiltered: profile, withLegacyNames: withLegacyNames)
        self.init(
            base: BaseFields(unfiltered: profile, withLegacyNames: withLegacyNames), groupKeys: .all,
            members: MemberSelection(fields: members, keys: .all))
    }

    private static let baseFilter = Field.filter(
        "GroupBaseInfoFilter", of: BaseField.names, "Fields of the profile.", "群基础信息字段。")
    private static let groupKeyFilter = Field.filter(
        "AppDefinedDataFilter_Group", of: [], "Keys of the group's custom fields.", "群组维度的自定义字段。")

    /// The fields of a `ResponseFilter`.
    static let fields = FieldList(
        baseFilter, MemberSelection.fieldFilter, groupKeyFilter, MemberSelection.keyFilter)

    /// Reads a `ResponseFilter`; `nil` when none of its four filters is set, which means no filtering.
    init?(_ filter: RequestFields) throws(APIError) {
        self.init(
            base: try filter.read(Self.baseFilter).map(BaseFields.init(names:)),
            members: try filter.read(MemberSelection.fieldFilter).map(MemberFields.init(names:)),
            groupKeys: try filter.read(Self.groupKeyFilter),
            memberKeys: try filter.read(MemberSelection.keyFilter))
    }

    /// What four filters select, each `nil` when it is not set; `nil` when none of them is.
    init?(base: BaseFields?, members: MemberFields?, groupKeys: [String]?, memberKeys: [String]?) {
        guard base != nil || members != nil || groupKeys != nil || memberKeys != nil else {
            return nil
        }
        self.init(
            base: base ?? [],
            groupKeys: groupKeys.map(CustomKeys.named),
            members: members == nil && memberKeys == nil
                ? nil : MemberSelection(fields: members ?? [], keys: memberKeys.map(CustomKeys.named)))
    }

    private static let baseOfPresence = BaseFields.ofPresence
    private static let membersOfPresence = MemberFields.ofPresence

    /// Whether the number of members who are online is wanted.
    var countsOnline: Bool { !base.isDisjoint(with: Self.baseOfPresence) }

    /// Whether presence has to be asked.
    var asksPresence: Bool {
        countsOnline || members?.fields.isDisjoint(with: Self.membersOfPresence) == false
    }
}

/// Which of the answers to unfiltered requests an app gives.
struct UnfilteredVariant: Sendable, Equatable {
    private static let selections = (0..<4).map { number in
        GroupInfoSelection(unfiltered: number & 2 == 0 ? .seed : .current, withLegacyNames: number & 1 != 0)
    }

    private let number: Int

    init(_ app: AppSettings) {
        number = (app.fieldProfile == .seed ? 0 : 2) | (app.answersLegacyNames ? 1 : 0)
    }

    /// What the answer holds.
    var selection: GroupInfoSelection { Self.selections[number] }
}
