/// The order in which the changes of tables are sent: what others refer to goes first.
enum TablePlace: Int, Comparable {
    case numbers
    case accounts
    case portraitItems
    case globalMutes
    case groups
    case groupCounts
    case groupGrowth
    case members
    case mutes
    case bans
    case roomAdmins
    case attributes
    case counters
    case topics
    case topicCounts
    case topicReads
    case permissionGroups
    case permissionGroupNumbers
    case permissionGroupMembers
    case topicPermissions
    case streams
    case streamNumbers
    case messages
    case recentSends
    case broadcasts
    case receipts
    case extensions
    case extensionCounters
    case extensionCounts
    /// Answers to questions, of which there is nothing to send.
    case questions

    static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}
