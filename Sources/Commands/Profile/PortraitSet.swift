import Apps
import Groups
import Storage
import Wire

/// Writes profile fields of one account, all of the list or none; the others stay.
///
/// - Errors: ``ErrorCode/unknownProfileField``, ``ErrorCode/profileFieldNotWritable``,
///   ``ErrorCode/profileValueOfWrongType``, ``ErrorCode/profileValueTooLong``, ``ErrorCode/profileValueNotAllowed``,
///   then ``ErrorCode/profileAccountNotFound``.
/// - Source: protocol reference file 60, section 10. Of a tag given twice the last value counts: assumed.
struct PortraitSet: Command {
    static let name = CommandName(service: .profile, command: "portrait_set")

    struct Request: CommandRequest {
        let name: String
        let items: [PortraitItem]

        init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
            name = try fields.requiredAccountName("From_Account")
            var read: [(fields: RequestFields, tag: String)] = []
            for item in try fields.requiredObjects("ProfileItem") {
                read.append((item, try item.requiredString("Tag")))
                _ = try item.required("Value", item.value("Value"))
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
        let value = try required("Value", value("Value"))
        if field.takesNumbers, let number = try? integer(value, of: "Value", in: .min ... .max) {
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
