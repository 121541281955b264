package import Wire

/// A change of rows that are too many, or not known, to be held in memory.
///
/// It is made after the changes of rows that the same transaction has made.
package enum SetWideChange: Sendable, Equatable {
    /// Removes groups with all that hangs on them, and cuts their streams off, so that their messages can be removed later.
    case destroyGroups([GroupNumber])
    /// Removes members with their read positions in topics and their places in permission groups. Mutes stay.
    case removeMembers([Account], GroupNumber)
    /// Removes topics with the mutes, rights and read positions in them, and cuts their streams off.
    case destroyTopics([TopicID], GroupNumber)
    /// Removes permission groups, by their numbers, with their members and their rights in topics.
    case destroyPermissionGroups([Int64], GroupNumber)
    /// Removes accounts with all that hangs on them; groups that they own have lost them before.
    case deleteAccounts([Account])
    /// Shows a group in its members' lists of joined groups.
    case activateGroup(GroupNumber)
    /// Asks all members of a group but one for a receipt.
    case askForReceipts(MessageKey, GroupNumber, except: Account)
    /// Marks what an account sent in a range as recalled.
    case recall(sentBy: Account, ClosedRange<Int64>, StreamNumber)
    /// Removes a message's pairs.
    case clearExtensions(MessageKey)
    /// Removes messages with what hangs on them.
    case removeMessages(ClosedRange<Int64>, StreamNumber)
    /// Removes a stream that has no messages any more.
    case removeStream(StreamNumber)

    // MARK: Removing what no transaction sees any more

    /// Removes bans that have run out.
    case forgetBans(GroupNumber, endedBy: UnixTime)
    /// Removes the oldest notes of sendings that count no longer, at most so many.
    case forgetSends(keptUntil: UnixTime, limit: Int64)
    /// Removes notes of sendings that were made by a clock that has been set back since, at most so many.
    case forgetSendsAhead(keptFrom: UnixTime, limit: Int64)
}
