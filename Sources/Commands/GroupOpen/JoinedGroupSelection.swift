import Wire

/// What an answer of `get_joined_group_list` holds of each group beside its identifier.
///
/// - Source: protocol reference file 20, section 6. Names that no field has are passed over.
struct JoinedGroupSelection: Sendable, Equatable {
    let base: BaseFields
    /// The account's own fields in the group; `nil` for no `SelfInfo`.
    let own: OwnFields?

    struct OwnFields: Sendable, Equatable {
        let fields: MemberFields
        /// Whether `UnreadMsgNum` is among them.
        let countsUnread: Bool
    }

    /// Reads a `ResponseFilter`.
    ///
    /// - Parameter showsTopics: whether the request asks for Communities with topics, whose answer says so unfiltered.
    init(_ filter: RequestFields?, showsTopics: Bool) throws(APIError) {
        let base = try filter?.filterNames("GroupBaseInfoFilter")
        let own = try filter?.filterNames("SelfInfoFilter")
        let unfiltered: BaseFields = showsTopics && own == nil ? [.type, .supportTopic] : []
        self.base = base.map(BaseFields.init(names:)) ?? unfiltered
        self.own = own.map {
            OwnFields(fields: MemberFields(names: $0), countsUnread: $0.contains("UnreadMsgNum"))
        }
    }

    /// Whether an answer needs more than identifiers.
    var needsDetails: Bool { !base.isEmpty || own != nil }
}
