package import Wire

/// The profile of a group: everything that `get_group_info` can tell of it but its members.
///
/// - Source: protocol reference file 10, section 3.
package struct GroupProfile: Sendable, Equatable {
    package var id: GroupID
    package var type: GroupType
    package var name: String
    package var introduction: String
    package var notification: String
    package var faceURL: String
    /// `nil` for a group without an owner.
    package var owner: Account?
    package var createTime: UnixTime
    /// Grows by one at each write call that changes the profile or the membership; 0 in a new group.
    package var infoSeq: Int64
    package var lastInfoTime: UnixTime
    /// ``UnixTime/never`` before the first message.
    package var lastMsgTime: UnixTime
    /// The sequence number that the next message gets; 1 before the first message.
    package var nextMsgSeq: Int64
    /// Members that are stored; always 0 for AVChatRoom.
    package var memberNum: Int64
    /// Most members; 0 where the type knows no cap.
    package var maxMemberNum: Int64
    package var applyJoinOption: ApplyJoinOption
    package var inviteJoinOption: InviteJoinOption
    /// Whether only the owner, admins and app administrators may speak.
    package var isMuted: Bool
    /// Whether a Community has topics.
    package var supportsTopics: Bool
    /// Whether permission groups are switched on, in a Community with topics.
    package var enablesPermissions: Bool
    /// The rights of every member as a bit mask, in a Community with topics.
    package var defaultPermission: Int64
    package var showsHistoryBeforeJoin: Bool
    /// Whether the group shows in its members' lists of joined groups; a new Work group waits for its first message.
    package var isActivated: Bool
    /// In the order in which answers list them.
    package var customFields: [CustomField]

    package init(
        id: GroupID,
        type: GroupType,
        name: String,
        introduction: String = "",
        notification: String = "",
        faceURL: String = "",
        owner: Account? = nil,
        createTime: UnixTime,
        infoSeq: Int64 = 0,
        lastInfoTime: UnixTime? = nil,
        lastMsgTime: UnixTime = .never,
        nextMsgSeq: Int64 = 1,
        memberNum: Int64 = 0,
        maxMemberNum: Int64,
        applyJoinOption: ApplyJoinOption? = nil,
        inviteJoinOption: InviteJoinOption? = nil,
        isMuted: Bool = false,
        supportsTopics: Bool = false,
        enablesPermissions: Bool = false,
        defaultPermission: Int64 = GroupProfile.sendInAllTopics,
        showsHistoryBeforeJoin: Bool? = nil,
        isActivated: Bool? = nil,
        customFields: [CustomField] = []
    ) {
        self.id = id
        self.type = type
        self.name = name
        self.introduction = introduction
        self.notification = notification
        self.faceURL = faceURL
        self.owner = owner
        self.createTime = createTime
        self.infoSeq = infoSeq
        self.lastInfoTime = lastInfoTime ?? createTime
        self.lastMsgTime = lastMsgTime
        self.nextMsgSeq = nextMsgSeq
        self.memberNum = memberNum
        self.maxMemberNum = maxMemberNum
        self.applyJoinOption = applyJoinOption ?? type.defaultApplyJoinOption
        self.inviteJoinOption = inviteJoinOption ?? type.defaultInviteJoinOption
        self.isMuted = isMuted
        self.supportsTopics = supportsTopics
        self.enablesPermissions = enablesPermissions
        self.defaultPermission = defaultPermission
        self.showsHistoryBeforeJoin = showsHistoryBeforeJoin ?? type.defaultHistoryBeforeJoin
        self.isActivated = isActivated ?? !type.needsActivation
        self.customFields = customFields
    }

    /// The right to send messages in all topics, which everybody keeps when permission groups are switched on.
    package static let sendInAllTopics: Int64 = 64

    /// Records a change of the profile or the membership: `InfoSeq` and `LastInfoTime` move.
    package mutating func recordChange(at now: UnixTime) {
        infoSeq += 1
        lastInfoTime = now
    }
}
