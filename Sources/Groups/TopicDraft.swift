package import Wire

/// A topic that a request wants to exist: the fields that `create_topic` and `import_topic` share.
///
/// - Source: protocol reference file 32, 2.1 and 2.5.
package struct TopicDraft: Sendable {
    package var group: GroupID
    /// `nil` lets the server make one.
    package var id: TopicID?
    package var name: String
    package var introduction = ""
    package var notification = ""
    package var faceURL = ""
    package var customString = ""

    package init(group: GroupID, name: String) {
        self.group = group
        self.name = name
    }

    /// Checks the form of a wanted identifier for `create_topic`.
    ///
    /// - Throws: ``ErrorCode/invalidParameter``.
    package func checkNewID() throws(APIError) {
        try checkImportedID()
        guard let id, id.isReserved(in: group) else {
            return
        }
        throw APIError(
            .invalidParameter, "TopicId must not hold @TOPIC#_@TOPIC#, nor @TGS#_ behind @TOPIC#_; both are reserved")
    }

    /// Checks the form of a wanted identifier for `import_topic`, which also takes identifiers that a server made.
    ///
    /// - Throws: ``ErrorCode/invalidParameter``.
    package func checkImportedID() throws(APIError) {
        guard let id, !id.belongs(to: group) else {
            return
        }
        throw APIError(.invalidParameter, "TopicId must be the GroupId, @TOPIC#_ and a part of its own")
    }

    /// The new topic, without messages.
    package func topic(id: TopicID, createTime: UnixTime) -> Topic {
        Topic(
            id: id, name: name, introduction: introduction, notification: notification, faceURL: faceURL,
            customString: customString, createTime: createTime)
    }

    /// A new identifier for a topic of the group, of the shape that the original's have.
    ///
    /// It may be in use; the store tells.
    ///
    /// - Parameter random: yields an index below the given bound, from a cryptographic source.
    package func generatedID(random: (_ bound: Int) -> Int) -> TopicID {
        let text = TopicID.prefix(in: group) + "@TOPIC#c" + randomSuffix(length: 11, random: random)
        guard let id = TopicID(text) else {
            preconditionFailure("a group's identifier leaves room for the rest and is printable ASCII")
        }
        return id
    }
}
