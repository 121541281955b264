package import Wire

/// A word of the protocol that stores keep as a number.
///
/// The numbers are part of every store's data: a list only grows at its end, and no number gets a new meaning.
package protocol StoredAsCode: Equatable, Sendable {
    /// The words, each at the position that is its number.
    static var storedOrder: [Self] { get }
}

extension StoredAsCode {
    /// The number that stores keep.
    package var storedCode: Int64 {
        guard let code = Self.storedOrder.firstIndex(of: self) else {
            preconditionFailure("\(self) has no place in storedOrder")
        }
        return Int64(code)
    }

    /// - Returns: `nil` for a number that no word has.
    package init?(storedCode: Int64) {
        guard Self.storedOrder.indices.contains(Int(truncatingIfNeeded: storedCode)) else {
            return nil
        }
        self = Self.storedOrder[Int(storedCode)]
    }
}

extension GroupType: StoredAsCode {
    package static let storedOrder: [GroupType] = [.work, .public, .meeting, .avChatRoom, .community]
}

extension Role: StoredAsCode {
    package static let storedOrder: [Role] = [.owner, .admin, .member]
}

extension ApplyJoinOption: StoredAsCode {
    package static let storedOrder: [ApplyJoinOption] = [.freeAccess, .needPermission, .disableApply]
}

extension InviteJoinOption: StoredAsCode {
    package static let storedOrder: [InviteJoinOption] = [.freeAccess, .needPermission, .disableInvite]
}

extension MsgFlag: StoredAsCode {
    package static let storedOrder: [MsgFlag] = [
        .acceptAndNotify, .acceptNotNotify, .acceptNotNotifyExceptAt, .discard,
    ]
}
