package import Groups

/// A group in the list of those that an account is in.
package struct JoinedGroup: Sendable, Equatable {
    package let profile: GroupProfile
    /// The account in the group.
    package let member: Member
    /// Messages that the account has not read, without its own and those that are not counted.
    ///
    /// `nil` where it is not wanted, or where the group's type does not count them.
    package let unreadMsgNum: Int64?
    /// `nil` where they are not wanted, and for groups without topics.
    package let topics: TopicTotals?

    package init(profile: GroupProfile, member: Member, unreadMsgNum: Int64? = nil, topics: TopicTotals? = nil) {
        self.profile = profile
        self.member = member
        self.unreadMsgNum = unreadMsgNum
        self.topics = topics
    }

    /// The messages of all topics of a group.
    package struct TopicTotals: Sendable, Equatable {
        package let messages: Int64
        /// How many of them the account has read.
        package let read: Int64

        package init(messages: Int64, read: Int64) {
            self.messages = messages
            self.read = read
        }
    }

    /// What is wanted of each group besides profile and member; each costs another reading.
    package struct Details: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        package static let unreadMsgNum = Details(rawValue: 1)
        package static let topics = Details(rawValue: 2)
    }
}
