package import Wire

/// The part of a group's list of members that `get_group_member_info` asks for.
///
/// - Source: protocol reference file 20, 4.4: a Community is read by cursor, other types by offset.
package struct MemberPage: Sendable {
    /// How many members with one of the roles to pass over; a Community knows no offset.
    package var offset: Int64 = 0
    /// Most members of the page; `nil` means the most that the type allows.
    package var limit: Int64?
    /// Where the page before ended, of a Community; empty at the beginning.
    package var cursor = ""
    /// The roles to show.
    package var roles = Set(Role.allCases)

    package init() {}

    /// Where a page lies in a list.
    package struct Range: Sendable, Equatable {
        /// The page begins after this place; `nil` at the beginning of the list.
        package let position: MemberPosition?
        package let offset: Int64
        /// `nil` reads to the end.
        package let limit: Int64?

        package init(position: MemberPosition?, offset: Int64, limit: Int64?) {
            self.position = position
            self.offset = offset
            self.limit = limit
        }
    }

    /// Where the page lies in the list of a group of the type.
    ///
    /// - Throws: ``ErrorCode/invalidParameter`` for a cursor that was never answered, or a limit above 6,000; of a
    ///   Community a limit above 100 means 100.
    package func range(in type: GroupType) throws(APIError) -> Range {
        guard type == .community else {
            guard limit ?? 0 <= Self.maximumLimit else {
                throw APIError(.invalidParameter, "Limit must be at most \(Self.maximumLimit)")
            }
            return Range(position: nil, offset: offset, limit: limit)
        }
        let limit = min(limit ?? Self.maximumCommunityLimit, Self.maximumCommunityLimit)
        guard !cursor.isEmpty else {
            return Range(position: nil, offset: 0, limit: limit)
        }
        guard let position = MemberPosition(cursor: cursor) else {
            throw APIError(.invalidParameter, "Next is not a value that this command has answered")
        }
        return Range(position: position, offset: 0, limit: limit)
    }

    private static let maximumLimit: Int64 = 6_000
    private static let maximumCommunityLimit: Int64 = 100
}
