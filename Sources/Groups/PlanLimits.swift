package import Wire

/// The quotas that the original sells as plans; `nil` stands for any number, and is what every quota is by default.
///
/// - Source: protocol reference files 10 (1.3) and 30 (2 and 4).
package struct PlanLimits: Sendable, Equatable {
    /// Most groups of an app.
    package var groups: Int64?
    /// Most AVChatRooms of an app.
    package var avChatRooms: Int64?
    /// By how many groups an app may grow in a day (UTC).
    package var dailyGroups: Int64?
    /// Most groups that an account may have created and joined; AVChatRooms do not count.
    package var groupsPerAccount: Int64?
    /// Most members of a group of type Work, Public or Meeting.
    package var members: Int64?

    package init() {}

    /// No quota at all.
    package static let unlimited = PlanLimits()

    /// The most members that a new group of the type may have; `nil` where the plan says nothing of the type.
    package func memberCap(for type: GroupType) -> Int64? {
        switch type {
        case .work, .public, .meeting: members
        case .avChatRoom, .community: nil
        }
    }

    /// Decides whether an app may create one more group.
    ///
    /// - Parameter counts: of the app, without the new group.
    /// - Throws: ``ErrorCode/tooManyGroupsOfTrial``, ``ErrorCode/tooManyAVChatRooms``,
    ///   ``ErrorCode/operationTooFrequent``, asked in this order.
    package func checkCreation(of type: GroupType, counts: GroupCounts) throws(APIError) {
        if let groups, counts.groups >= groups {
            throw APIError(.tooManyGroupsOfTrial, "the app has \(counts.groups) groups, its plan allows \(groups)")
        }
        if type == .avChatRoom, let avChatRooms, counts.avChatRooms >= avChatRooms {
            throw APIError(
                .tooManyAVChatRooms, "the app has \(counts.avChatRooms) AVChatRooms, its plan allows \(avChatRooms)")
        }
        if let dailyGroups, counts.groups - counts.groupsBeforeToday >= dailyGroups {
            throw APIError(.operationTooFrequent, "the app's plan allows \(dailyGroups) more groups a day")
        }
    }

    /// Refuses a call for accounts that have as many groups as the plan allows.
    ///
    /// - Parameter accounts: those that have.
    /// - Throws: ``ErrorCode/tooManyGroupsOfAccount`` unless there are none.
    package func checkQuota(of accounts: Set<Account>) throws(APIError) {
        guard let first = accounts.min() else {
            return
        }
        throw APIError(
            .tooManyGroupsOfAccount,
            "\(accounts.count) accounts, \(first) among them, have the \(groupsPerAccount ?? 0) groups that the plan allows"
        )
    }
}

/// How many groups an app has.
package struct GroupCounts: Sendable, Equatable {
    package var groups: Int64
    package var avChatRooms: Int64
    /// How many groups there were when the growth of the present day began to be counted.
    package var groupsBeforeToday: Int64

    package init(groups: Int64, avChatRooms: Int64, groupsBeforeToday: Int64) {
        self.groups = groups
        self.avChatRooms = avChatRooms
        self.groupsBeforeToday = groupsBeforeToday
    }

    /// The day of a moment, in days since 1970 (UTC).
    package static func day(of moment: UnixTime) -> Int64 {
        moment.seconds / 86_400
    }

    /// The first moment of a day, given as ``day(of:)``.
    package static func beginning(ofDay day: Int64) -> UnixTime {
        UnixTime(seconds: day * 86_400)
    }
}
