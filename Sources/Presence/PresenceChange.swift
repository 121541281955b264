package import Wire

/// What a command changes in the presence of an app, on every node.
package enum PresenceChange: Sendable {
    /// Sets or deletes marks in an AVChatRoom.
    case marks(GroupID, MarkChange)
    /// Forgets a group that has been destroyed.
    case groupGone(GroupID)
    /// Forgets accounts that have been deleted.
    case accountsGone([Account])
    /// Logs an account out on all terminals; it stays in rooms where ``Mark/online`` keeps it.
    case kicked(Account)
}

extension AppPresence {
    /// Carries a change out.
    ///
    /// - Returns: as ``change(marksIn:by:at:)`` for marks; otherwise none.
    /// - Throws: as ``change(marksIn:by:at:)``.
    package mutating func apply(_ change: PresenceChange, at now: UnixTime) throws(APIError) -> [Account] {
        switch change {
        case .marks(let group, let change):
            return try self.change(marksIn: group, by: change, at: now)
        case .groupGone(let group):
            forget(group)
        case .accountsGone(let accounts):
            for account in accounts {
                forget(account)
            }
        case .kicked(let account):
            logOut(account)
        }
        return []
    }
}

/// A change that one node has made, as it tells the others.
package struct ToldPresence: Sendable {
    package let app: SDKAppID
    /// When the change was made, by the app's clock.
    package let moment: UnixTime
    package let change: PresenceChange

    package init(_ change: PresenceChange, in app: SDKAppID, at moment: UnixTime) {
        self.app = app
        self.moment = moment
        self.change = change
    }
}
