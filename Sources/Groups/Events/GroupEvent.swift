package import Wire

/// Something that a write did in a group.
///
/// - Order: events of a group stand in the order of the commits that they belong to, and of a commit in the order in
///   which they happened.
/// - Source: protocol reference file 50, sections 7 and 8, and file 40, 1.1 for notices.
package struct GroupEvent: Sendable, Equatable {
    package let group: GroupID
    package let type: GroupType
    /// The moment of the write, by the app's clock; a message has a time of its own.
    package let time: UnixTime
    /// Whom the change is said to be made by: the account that the call names as such, otherwise the caller.
    ///
    /// `nil` where nobody made a call. An account that is deleted leaves its groups by itself.
    package let `operator`: Account?
    package let kind: Kind

    package init(group: GroupID, type: GroupType, at time: UnixTime, by operator: Account?, _ kind: Kind) {
        self.group = group
        self.type = type
        self.time = time
        self.operator = `operator`
        self.kind = kind
    }

    /// An event in the group of a profile.
    package init(in profile: GroupProfile, at time: UnixTime, by operator: Account?, _ kind: Kind) {
        self.init(group: profile.id, type: profile.type, at: time, by: `operator`, kind)
    }

    /// What happened.
    ///
    /// A list of accounts is in request order and holds each once, unless the case says otherwise. A `topic` that is `nil`
    /// means the group itself.
    package enum Kind: Sendable, Equatable {
        // MARK: Groups

        /// The group came into being, with its first members.
        ///
        /// Webhook `Group.CallbackAfterCreateGroup`, unless the group is imported.
        case created(CreatedGroup)
        /// The group is gone with all that hangs on it.
        ///
        /// All members have lost it; they are listed as answers list them, but for a Community's, who are too many, and
        /// where the type stores none. Webhook `Group.CallbackAfterGroupDestroyed`.
        case destroyed(name: String, owner: Account?, members: [Account])
        /// The group shows in its members' lists from now on: the first message in a Work group comes next.
        case activated
        /// Profile fields were set; at least one.
        ///
        /// Webhook `Group.CallbackAfterGroupInfoChanged` for name, introduction, notification and avatar.
        case profileChanged([ProfileField])
        /// The group has another owner, or none.
        ///
        /// The former one stays as a plain member, unless taken out. Webhook `Group.CallbackAfterChangeGroupOwner` for a
        /// new owner.
        case ownerChanged(from: Account?, to: Account?)
        /// Attributes were written; `attributes` are all that the group has now, in the order of their keys' first writing.
        ///
        /// Webhook `Group.CallbackAfterGroupAttrChanged`, which tells the change.
        case attributesChanged(by: GroupAttributeChange, attributes: [GroupAttribute])
        /// Counters were set, raised or lowered; with their values now, in request order, each once.
        case countersChanged([GroupCounter])
        /// Counters are gone; at least one, in the order of their creation.
        case countersDeleted(keys: [String])

        // MARK: Members

        /// Webhook `Group.CallbackAfterNewMemberJoin`, unless they are imported, and `Group.CallbackAfterGroupFull`.
        case membersJoined(JoinedMembers)
        /// Webhook `Group.CallbackAfterMemberExit`.
        case membersLeft(LeftMembers)
        /// Fields of a member's profile were set; at least one.
        ///
        /// Webhook `Group.CallbackAfterMemberFieldChanged` for role and name card.
        case memberChanged(Account, [MemberField])
        /// Accounts may not speak until a moment, or may again: ``UnixTime/never`` unmutes.
        ///
        /// They need not be members, nor exist.
        case membersMuted([Account], topic: TopicID?, until: UnixTime)
        /// Accounts may not come in until a moment; those that were members leave in an event that follows.
        ///
        /// They need not exist.
        case membersBanned([Account], until: UnixTime)
        /// Accounts may come in again; they need not have been banned.
        case membersUnbanned([Account])
        /// A member's read position in the group was moved to a message; 0 stands before the first.
        case readPositionSet(of: Account, seq: Int64)
        /// The administrators of an AVChatRoom changed, both in the order of the list.
        case roomAdminsChanged(appointed: [Account], dismissed: [Account])

        // MARK: Messages

        /// Webhook `Group.CallbackAfterSendMsg`, unless the message suppresses it.
        case messageSent(SentMessage)
        /// Old messages took these numbers, and all members have read everything.
        case messagesImported(seqs: ClosedRange<Int64>, topic: TopicID?)
        /// Messages were recalled that were not before; at least one, in request order, each once.
        ///
        /// - Parameter reason: for clients to show; may be empty.
        ///
        /// Webhook `Group.CallbackAfterRecallMsg`.
        case messagesRecalled(seqs: [Int64], topic: TopicID?, reason: String)
        /// What an account had sent among messages was recalled; members are not told.
        ///
        /// - Parameter seqs: of the messages that were looked at, whoever sent them.
        case messagesOfSenderRecalled(Account, among: ClosedRange<Int64>, topic: TopicID?)
        /// Messages up to a number are hidden from clients.
        case messagesCleared(upTo: Int64)
        /// A message says something else.
        case messageChanged(ChangedMessage)
        /// Receipts of messages changed, or began with the sending; at least one message, in request order, each once.
        ///
        /// Webhook `Group.CallbackAfterReadReceipt`.
        case receiptsChanged([ReadReceipt])
        /// Webhook `Group.CallbackAfterGroupMsgExtension`.
        case extensionsChanged(ChangedExtensions)

        // MARK: Topics and permission groups

        /// - Parameter owner: of the group.
        ///
        /// Webhook `Group.CallbackAfterCreateTopic`, unless the topic is imported.
        case topicCreated(Topic, owner: Account?, isImported: Bool)
        /// Fields of a topic's profile were set; at least one.
        ///
        /// Webhook `Group.CallbackAfterTopicInfoChanged` for name, introduction, notification and avatar.
        case topicChanged(TopicID, [TopicField])
        /// Topics are gone with their messages, mutes and rights; at least one, in request order, each once.
        ///
        /// Webhook `Group.CallbackAfterTopicDestroyed`.
        case topicsDestroyed([TopicID])
        case permissionGroupCreated(PermissionGroup)
        /// Fields of a permission group were set; the permission group as it is now.
        case permissionGroupChanged(PermissionGroup)
        /// Permission groups are gone with their rights; at least one, in request order, each once.
        case permissionGroupsDestroyed([PermissionGroupID])
        /// A permission group has these rights in topics now; at least one, in request order.
        ///
        /// Of a topic that stands twice the later entry counts.
        case topicPermissionsSet([TopicPermission], of: PermissionGroupID)
        /// A permission group has no rights of its own in these topics now; at least one that exists.
        case topicPermissionsDeleted([TopicID], of: PermissionGroupID)
        /// Members of the group came into a permission group; at least one.
        case permissionGroupMembersAdded([Account], to: PermissionGroupID)
        /// Accounts are not in a permission group now; they need not have been.
        case permissionGroupMembersDeleted([Account], from: PermissionGroupID)
    }
}
