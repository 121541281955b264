import Storage
import Wire

/// What an answer of `get_joined_group_list` holds of each group beside its identifier.
///
/// - Source: protocol reference file 20, section 6. Names that no field has are passed over.
struct JoinedGroupSelection: Sendable, Equatable {
    let base: BaseFields
    /// The account's own fields in the group; `nil` for no `SelfInfo`.
    let own: MemberFields?
    /// What an answer needs of each group; `nil` for its identifier alone.
    let details: JoinedGroup.Details?

    private static let baseFilter = Field.filter(
        "GroupBaseInfoFilter", of: BaseField.names, "Fields of the profile.", "群基础信息字段。")
    private static let ownFilter = Field.filter(
        "SelfInfoFilter", of: MemberField.names, "Fields of the account's own membership.", "该用户在群内的成员信息字段。")

    /// The fields of a `ResponseFilter`.
    static let fields = FieldList(baseFilter, ownFilter)

    /// Reads a `ResponseFilter`.
    ///
    /// - Parameter showsTopics: whether the request asks for Communities with topics. Unfiltered, their answer says so,
    ///   with the totals of their topics.
    init(_ filter: RequestFields?, showsTopics: Bool) throws(APIError) {
        let base = try filter?.read(Self.baseFilter)
        let own = try filter?.read(Self.ownFilter)
        if showsTopics, base == nil, own == nil {
            self.base = BaseFields(names: ["Type", "SupportTopic"])
            self.own = []
            details = .topics
            return
        }
        self.base = base.map(BaseFields.init(names:)) ?? []
        self.own = own.map(MemberFields.init(names:))
        let countsUnread = own?.contains("UnreadMsgNum") ?? false
        details = self.base.isEmpty && own == nil ? nil : countsUnread ? .unreadMsgNum : []
    }
}
