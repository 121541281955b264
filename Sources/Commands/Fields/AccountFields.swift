import Wire

/// The fields of accounts that several commands read.
enum AccountFields {
    /// Most accounts of a request.
    static let maximumAccounts = 100
    /// Longest nickname or address of a picture, in bytes.
    static let maximumTextBytes = 500

    static let userID = Field.account("UserID", "The account.", "用户的 UserID。").required()

    /// The one account of a request, which may also stand under its older name.
    static let account = userID.or("Identifier")

    static let nick = profileText(
        "Nick", "The nickname; without, the account keeps the one it has.", "用户昵称；不填则保持不变。")

    static let faceURL = profileText(
        "FaceUrl", "The address of the picture; without, the account keeps the one it has.", "用户头像 URL；不填则保持不变。")

    /// A list of accounts.
    static func list(_ name: StaticString, _ english: String, _ chinese: String) -> Field<[RequestFields]> {
        Field.objects(name, of: FieldList(userID), atMost: .fixed(maximumAccounts), english, chinese).requiredNonEmpty()
    }

    /// A text of an account's profile, which has a code of its own for one that is too long.
    private static func profileText(_ name: StaticString, _ english: String, _ chinese: String) -> Field<String?> {
        Field(FieldFacts(name, .text(atMost: .fixed(maximumTextBytes)), english, chinese)) {
            (fields, name) throws(APIError) in
            let text = try fields.string(name)
            guard (text?.utf8.count ?? 0) <= maximumTextBytes else {
                throw APIError(.profileValueTooLong, "\(name) is longer than \(maximumTextBytes) bytes")
            }
            return text
        }
    }
}

extension RequestFields {
    /// The names of a list of accounts, in order.
    func userIDs(_ list: Field<[RequestFields]>) throws(APIError) -> [String] {
        let items = try read(list)
        try checkCount(items.count, of: list)
        var names: [String] = []
        for item in items {
            names.append(try item.read(AccountFields.userID))
        }
        return names
    }
}
