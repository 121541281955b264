import Wire

/// What is known of an entry of `get_group_info` before anything is read.
enum GroupInfoEntry: Sendable {
    /// The identifier can never be one.
    case malformed(String)
    /// The store has to be asked.
    case unread(GroupID)
    /// The group does not exist.
    case missing(GroupID)
    /// The entry as it stands in the answer.
    case encoded([UInt8])

    /// - Parameter text: as sent, well-formed or not.
    init(_ text: String) {
        self = GroupID(text).map(Self.unread) ?? .malformed(text)
    }

    var isUnread: Bool { unread != nil }

    /// The group that the store has to be asked for.
    var unread: GroupID? {
        guard case .unread(let id) = self else {
            return nil
        }
        return id
    }
}
