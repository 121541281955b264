import Groups
package import Wire

/// The refusals that every store words alike.
extension APIError {
    package static func noSuchGroup(_ group: GroupID) -> APIError {
        APIError(.groupNotFound, reason: "GroupId: this group does not exist")
    }

    /// - Parameter accounts: those that do not exist; the text names the first few.
    package static func noSuchAccounts(_ accounts: [Account]) -> APIError {
        let named = accounts.prefix(5).map(\.text).joined(separator: ", ")
        let rest = accounts.count > 5 ? " and \(accounts.count - 5) more" : ""
        return APIError(.accountNotFound, "these accounts have not been imported: \(named)\(rest)")
    }

    /// The refusal of a list in which there is no account that exists.
    ///
    /// - Parameter accounts: the list; `nil` for a name that no account can have.
    package static func noneOfAccounts(_ accounts: [Account?]) -> APIError {
        let possible = accounts.compactMap(\.self).once
        guard !possible.isEmpty else {
            return APIError(.accountNotFound, "no account can have any of the names in the list")
        }
        return noSuchAccounts(possible)
    }

    /// The refusal of an identifier that a living group has.
    ///
    /// - Parameters:
    ///   - owner: of the living group.
    ///   - wanted: of the group that was to be created.
    package static func groupIDInUse(_ group: GroupID, owner: Account?, wanted: Account?) -> APIError {
        if let owner, owner == wanted {
            return APIError(.groupIDInUseBySameOwner, reason: "GroupId is in use by a group of the same owner")
        }
        return APIError(.groupIDInUse, reason: "GroupId is in use by another group")
    }

    package static func noMemberList(in type: GroupType) -> APIError {
        type.unsupported("A list of members")
    }

    package static func noCounters(in type: GroupType) -> APIError {
        type.unsupported("Counters")
    }

    package static func noMuting(in type: GroupType) -> APIError {
        type.unsupported("Muting members")
    }

    package static func notARoom(_ type: GroupType) -> APIError {
        type.unsupported("The command")
    }

    package static var noTopics: APIError {
        APIError(.invalidParameter, "TopicId is a field only for a Community with SupportTopic 1")
    }

    package static var noSuchTopic: APIError {
        APIError(.groupNotFound, "TopicId: this topic does not exist")
    }

    /// - Parameter field: of the request, that names the account.
    package static func notAMember(as field: StaticString) -> APIError {
        APIError(.invalidParameter, "\(field): member not in group")
    }

    package static var noTopicSupport: APIError {
        APIError(.topicsUnavailable, "GroupId: only a Community with SupportTopic 1 has topics")
    }

    package static var topicIDInUse: APIError {
        APIError(.groupIDInUseBySameOwner, reason: "TopicId is in use by another topic of the group")
    }

    /// - Parameter maximum: how many topics the group may have.
    package static func tooManyTopics(_ maximum: Int) -> APIError {
        APIError(
            .tooManyGroupsOfAccount, "GroupId: the group has \(maximum) topics, which is the most that it may have")
    }

    package static func noPermissionGroups(in type: GroupType) -> APIError {
        type.unsupported("A permission group")
    }

    package static var permissionGroupsOff: APIError {
        APIError(.topicsUnavailable, "GroupId: permission groups are switched off, EnablePermission is 0")
    }

    package static var noSuchPermissionGroup: APIError {
        APIError(.groupNotFound, "PermissionGroupId: this permission group does not exist")
    }

    package static var permissionGroupIDInUse: APIError {
        APIError(.groupIDInUse, "PermissionGroupId is in use by another permission group")
    }

    package static var topicRequired: APIError {
        APIError(.invalidParameter, "TopicId is missing: a Community with SupportTopic 1 keeps its messages in topics")
    }

    package static var noReceivers: APIError {
        APIError(.invalidParameter, "To_Account: none of these accounts is a member of the group")
    }

    package static func noHistory(in type: GroupType) -> APIError {
        type.unsupported("Message history", code: .noHistory)
    }

    package static func noImport(in type: GroupType) -> APIError {
        type.unsupported("An import of messages")
    }

    package static func noClearing(in type: GroupType) -> APIError {
        type.unsupported("Clearing messages")
    }

    package static var messageToChangeNotFound: APIError {
        APIError(.messageToChangeNotFound, "MsgSeq: there is no such message, or it has been recalled")
    }

    package static func noReceiptSupport(in type: GroupType) -> APIError {
        type.unsupported("A read receipt")
    }

    package static var noReceipts: APIError {
        APIError(.receiptNotFound, "MsgSeq: no message of this number asks for read receipts")
    }

    package static func noExtensionSupport(in type: GroupType) -> APIError {
        type.unsupported("Key-values of messages")
    }

    package static var messageOfExtensionsNotFound: APIError {
        APIError(.messageOfExtensionsNotFound, "MsgSeq: there is no such message, or it has been recalled")
    }

    package static var extensionsUnsupported: APIError {
        APIError(.extensionsUnsupported, "MsgSeq: the message was sent without SupportMessageExtension")
    }

    package static var extensionsTooFrequent: APIError {
        APIError(
            .extensionsTooFrequent,
            "MsgSeq: the message's key-values have changed \(MessageExtension.maximumChangesPerMinute) times in a minute"
        )
    }

    package static var tooManyExtensions: APIError {
        APIError(
            .invalidParameter,
            "ExtensionList: a message has no more than \(MessageExtension.maximumCount) key-values")
    }
}
