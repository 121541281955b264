package import Wire

/// The changes that `modify_group_base_info` asks for; a field that is `nil` stays.
///
/// - Source: protocol reference file 30, section 3.
package struct ProfileChange: Sendable {
    package var name: String?
    package var introduction: String?
    package var notification: String?
    package var faceURL: String?
    package var maxMemberNum: Int64?
    /// The name that ``maxMemberNum`` was sent under.
    package var maxMemberField: StaticString = "MaxMemberNum"
    package var applyJoinOption: ApplyJoinOption?
    package var inviteJoinOption: InviteJoinOption?
    package var isMuted: Bool?
    package var enablesPermissions: Bool?
    package var defaultPermission: Int64?
    package var showsHistoryBeforeJoin: Bool?
    package var customFields = CustomFieldChange.none

    package init() {}

    /// Whether the request names no field at all; such a call changes nothing, not even `LastInfoTime`.
    package var isEmpty: Bool {
        name == nil && introduction == nil && notification == nil && faceURL == nil && maxMemberNum == nil
            && applyJoinOption == nil && inviteJoinOption == nil && isMuted == nil && enablesPermissions == nil
            && defaultPermission == nil && showsHistoryBeforeJoin == nil && customFields.isEmpty
    }

    /// Applies the change to a profile.
    ///
    /// Values equal to the stored ones count as a change.
    ///
    /// - Throws: ``ErrorCode/invalidParameter`` for a field that the group's type does not have, a cap outside its
    ///   range, or too many custom fields. The profile is then unchanged.
    package func apply(to profile: inout GroupProfile, at now: UnixTime, limits: GroupLimits) throws(APIError) {
        try check(against: profile, limits: limits)
        let fields = try customFields.apply(to: profile.customFields)
        guard !isEmpty else {
            return
        }
        profile.customFields = fields
        profile.name = name ?? profile.name
        profile.introduction = introduction ?? profile.introduction
        profile.notification = notification ?? profile.notification
        profile.faceURL = faceURL ?? profile.faceURL
        profile.maxMemberNum = maxMemberNum ?? profile.maxMemberNum
        if profile.type.storesApplyJoinOption {
            profile.applyJoinOption = applyJoinOption ?? profile.applyJoinOption
        }
        profile.inviteJoinOption = inviteJoinOption ?? profile.inviteJoinOption
        profile.isMuted = isMuted ?? profile.isMuted
        profile.enablesPermissions = enablesPermissions ?? profile.enablesPermissions
        profile.defaultPermission = defaultPermission ?? profile.defaultPermission
        profile.showsHistoryBeforeJoin = showsHistoryBeforeJoin ?? profile.showsHistoryBeforeJoin
        profile.recordChange(at: now)
    }

    private func check(against profile: GroupProfile, limits: GroupLimits) throws(APIError) {
        if let maxMemberNum {
            try GroupDraft.checkMemberCap(
                maxMemberNum, sentAs: maxMemberField, of: profile.type, limits: limits)
        }
        guard inviteJoinOption == nil || profile.type != .avChatRoom else {
            throw APIError(.invalidParameter, "InviteJoinOption is not a field of groups of type AVChatRoom")
        }
        guard enablesPermissions != true || profile.supportsTopics else {
            throw APIError(.invalidParameter, "EnablePermission can be 1 only in a Community with SupportTopic 1")
        }
        guard defaultPermission == nil || (enablesPermissions ?? profile.enablesPermissions) else {
            throw APIError(.invalidParameter, "DefaultPermission is a field only where EnablePermission is 1")
        }
        guard showsHistoryBeforeJoin == nil || profile.type.hasHistorySetting else {
            throw APIError(
                .invalidParameter,
                "HistoryMsgBeforeJoin is not a field of groups of type \(profile.type.rawValue)")
        }
    }
}
