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

    /// Reads a `ResponseFilter`; `nil` when none of its four filters is set, which means no filtering.
    init?(_ filter: RequestFields) throws(APIError) {
        let base = try filter.filterNames("GroupBaseInfoFilter")
        let members = try filter.filterNames("MemberInfoFilter")
        let groupKeys = try filter.filterNames("AppDefinedDataFilter_Group")
        let memberKeys = try filter.filterNames("AppDefinedDataFilter_GroupMember")
        guard base != nil || members != nil || groupKeys != nil || memberKeys != nil else {
            return nil
        }
        self.init(base: base, members: members, groupKeys: groupKeys, memberKeys: memberKeys)
    }

    /// What the names in four filters select, each `nil` when it is not set; at least one is set.
    init(base: [String]?, members: [String]?, groupKeys: [String]?, memberKeys: [String]?) {
        self.init(
            base: BaseFields(names: base ?? []),
            groupKeys: groupKeys.map(CustomKeys.named),
            members: members == nil && memberKeys == nil
                ? nil
                : MemberSelection(fields: MemberFields(names: members ?? []), keys: memberKeys.map(CustomKeys.named)))
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
