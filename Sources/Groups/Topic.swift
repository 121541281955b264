package import Wire

/// A topic of a Community.
///
/// - Source: protocol reference file 32, section 2.
package struct Topic: Sendable, Equatable {
    package var id: TopicID
    package var name: String
    package var introduction: String
    package var notification: String
    package var faceURL: String
    package var customString: String
    package var createTime: UnixTime
    /// ``UnixTime/never`` before the first message.
    package var lastMsgTime: UnixTime
    /// The sequence number that the next message gets; 1 before the first message.
    package var nextMsgSeq: Int64
    /// Whether only the owner, admins and app administrators may speak.
    package var isMuted: Bool

    package init(
        id: TopicID,
        name: String,
        introduction: String = "",
        notification: String = "",
        faceURL: String = "",
        customString: String = "",
        createTime: UnixTime,
        lastMsgTime: UnixTime = .never,
        nextMsgSeq: Int64 = 1,
        isMuted: Bool = false
    ) {
        self.id = id
        self.name = name
        self.introduction = introduction
        self.notification = notification
        self.faceURL = faceURL
        self.customString = customString
        self.createTime = createTime
        self.lastMsgTime = lastMsgTime
        self.nextMsgSeq = nextMsgSeq
        self.isMuted = isMuted
    }

    /// A member's own data in a topic.
    package struct SelfInfo: Sendable, Equatable {
        /// The end of the mute in this topic, as it was set; it may lie in the past.
        package let muteUntil: UnixTime
        /// The sequence number of the last message that the member has read.
        package let msgSeq: Int64
        package let msgFlag: MsgFlag

        package init(muteUntil: UnixTime, msgSeq: Int64, msgFlag: MsgFlag) {
            self.muteUntil = muteUntil
            self.msgSeq = msgSeq
            self.msgFlag = msgFlag
        }
    }
}
