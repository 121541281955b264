import Apps
import Groups
import Storage
import Wire

/// Writes profile fields of one account, all of the list or none; the others stay.
///
/// - Errors: in the order of the reference.
/// - Source: protocol reference file 60, section 10. Of a tag given twice the last value counts: assumed.
struct PortraitSet: Command {
    static let name = CommandName(service: .profile, command: "portrait_set")

    static let reference = CommandReference(
        Wording(
            "Writes profile fields of one account, all of the list or none; the others stay.",
            "设置用户资料；列表中的字段全部写入或全部不写入，其余字段保持不变。"),
        notes: [CommandReference.profileTagsNote],
        codes: [
            .unknownProfileField, .profileFieldNotWritable, .profileValueOfWrongType, .profileValueTooLong,
            .profileValueNotAllowed, .profileAccountNotFound,
        ],
        example: #"{"From_Account":"alice","ProfileItem":[{"Tag":"Tag_Profile_IM_Nick","Value":"Alice A."},"#
            + #"{"Tag":"Tag_Profile_IM_Level","Value":3}]}"#)

    struct Request: CommandRequest {
        static let fromAccount = Field.account("From_Account", "Whose profile to write.", "要设置资料的用户。").required()
        static let tag = Field.text("Tag", "The field's tag.", "资料字段的名称。").required()
        static let value = Field<JSONValue?>(
            FieldFacts(
                "Value", .anything,
                "Its value: a number for `BirthDay`, `Language`, `MsgSettings`, `Level` and `Role`, for others a text.",
                "资料字段的值：`BirthDay`、`Language`、`MsgSettings`、`Level` 和 `Role` 为整数，其他字段为字符串。")
        ) { (fields, name) throws(APIError) in
            fields.value(name)
        }.required()
        static let profileItem = Field.objects(
            "ProfileItem", of: FieldList(tag, value), "The fields; of a tag given twice the last value counts.",
            "要设置的资料字段列表；同一字段出现多次时以最后的值为准。"
        ).requiredNonEmpty()

        static let fields = FieldList(fromAccount, profileItem)

        let name: String
        let items: [PortraitItem]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            name = try fields.read(Self.fromAccount)
            var read: [(fields: RequestFields, tag: String)] = []
            for item in try fields.read(Self.profileItem) {
                read.append((item, try item.read(Self.tag)))
                _ = try item.read(Self.value)
            }
            var items: [PortraitItem] = []
            for (item, tag) in read {
                let field = try PortraitField(tag: tag, declared: settings.declaredProfileFields)
                let value = try item.portraitValue(of: field)
                try field.checkWritable(value)
                items.append(PortraitItem(tag: field.tag, value: value))
            }
            self.items = items
        }
    }

    func handle(_ request: Request, in context: CommandContext) async throws(APIError) -> EmptyResponse {
        guard
            let account = context.app.account(named: request.name),
            try await change(account, by: request.items, in: context)
        else {
            throw APIError(.profileAccountNotFound, "From_Account has not been imported")
        }
        return EmptyResponse()
    }

    private func change(
        _ account: Account, by items: [PortraitItem], in context: CommandContext
    ) async throws(APIError) -> Bool {
        try await storing { () throws(StoreError) in
            try await context.store.changePortrait(of: account, in: context.scope(naming: account), by: items)
        }
    }
}

extension RequestFields {
    /// The `Value` of a profile item: a string or an integer; for a field of numbers whatever counts as an integer.
    ///
    /// - Throws: ``ErrorCode/profileValueOfWrongType`` for any other type.
    fileprivate func portraitValue(of field: PortraitField) throws(APIError) -> PortraitValue {
        let declared = PortraitSet.Request.value
        let value = try read(declared)
        if field.takesNumbers, let number = try? integer(value, of: declared.facts.name, in: .min ... .max) {
            return .number(number)
        }
        switch value {
        case .string(let text): return .text(text)
        case .integer(let number): return .number(number)
        case let other:
            throw APIError(.profileValueOfWrongType, "Value must be a string or an integer, not \(other.kind)")
        }
    }
}
