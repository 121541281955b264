import Groups
package import Wire

/// The refusals that every store words alike.
extension APIError {
    package static func noSuchGroup(_ group: GroupID) -> APIError {
        APIError(.groupNotFound, "GroupId: this group does not exist")
    }

    /// - Parameter accounts: those that do not exist; the text names the first few.
    package static func noSuchAccounts(_ accounts: [Account]) -> APIError {
        let named = accounts.prefix(5).map(\.text).joined(separator: ", ")
        let rest = accounts.count > 5 ? " and \(accounts.count - 5) more" : ""
        return APIError(.accountNotFound, "these accounts have not been imported: \(named)\(rest)")
    }

    /// The refusal of an identifier that a living group has.
    ///
    /// - Parameters:
    ///   - owner: of the living group.
    ///   - wanted: of the group that was to be created.
    package static func groupIDInUse(_ group: GroupID, owner: Account?, wanted: Account?) -> APIError {
        if let owner, owner == wanted {
            return APIError(.groupIDInUseBySameOwner, "GroupId is in use by a group of the same owner")
        }
        return APIError(.groupIDInUse, "GroupId is in use by another group")
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
}
