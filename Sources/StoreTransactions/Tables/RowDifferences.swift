// What has become of rows, for stores that write no more than has changed. Texts count as changed where their bytes differ.

import Groups
import Wire

extension GroupRow {
    /// Whether rows of the same group differ at most by what messages move, and by the version.
    package func differsByMessages(from new: GroupRow) -> Bool {
        var moved = profile
        moved.nextMsgSeq = new.profile.nextMsgSeq
        moved.lastMsgTime = new.profile.lastMsgTime
        moved.isActivated = new.profile.isActivated
        return nextEntry == new.nextEntry && moved == new.profile
            && moved.name.hasSameBytes(as: new.profile.name)
            && moved.introduction.hasSameBytes(as: new.profile.introduction)
            && moved.notification.hasSameBytes(as: new.profile.notification)
            && moved.faceURL.hasSameBytes(as: new.profile.faceURL)
    }
}

extension MemberRow {
    /// Whether rows of the same member differ at most by the read position and by when the member spoke last.
    package func differsByPosition(from new: MemberRow) -> Bool {
        var moved = member
        moved.lastSendMsgTime = new.member.lastSendMsgTime
        moved.msgSeq = new.member.msgSeq
        return moved == new.member && moved.nameCard.hasSameBytes(as: new.member.nameCard)
    }

    /// Whether rows of the same member differ at most by the mute.
    package func differsByMute(from new: MemberRow) -> Bool {
        var moved = member
        moved.muteUntil = new.member.muteUntil
        return moved == new.member && moved.nameCard.hasSameBytes(as: new.member.nameCard) && position == new.position
    }
}

extension TopicRow {
    /// Whether rows of the same topic differ at most by what messages move.
    package func differsByMessages(from new: TopicRow) -> Bool {
        var moved = topic
        moved.nextMsgSeq = new.topic.nextMsgSeq
        moved.lastMsgTime = new.topic.lastMsgTime
        return moved == new.topic
            && moved.name.hasSameBytes(as: new.topic.name)
            && moved.introduction.hasSameBytes(as: new.topic.introduction)
            && moved.notification.hasSameBytes(as: new.topic.notification)
            && moved.faceURL.hasSameBytes(as: new.topic.faceURL)
            && moved.customString.hasSameBytes(as: new.topic.customString)
    }
}

extension MessageRow {
    /// Whether rows of the same message differ at most by their flags.
    package func differsByFlags(from new: MessageRow) -> Bool {
        content.body == new.content.body
            && content.cloudCustomData.hasSameBytes(as: new.content.cloudCustomData)
    }
}
