import Groups
import Wire

/// The codes for what may be wrong with the elements of a message.
struct MessageBodyCodes: Sendable {
    let notAnArray: ErrorCode
    /// For an element that is no object, or of a type that nobody knows.
    let element: ErrorCode
    /// For what is missing, or of another type, inside of an element.
    let content: ErrorCode
}

extension RequestFields {
    /// Reads the elements of a message.
    ///
    /// - Parameter codes: `nil` means the service's code for an invalid parameter for everything.
    /// - Returns: the list as compact JSON, as ``messageElements(_:codes:)`` gives it; `nil` when it is absent.
    func messageBody(
        _ name: StaticString, codes: MessageBodyCodes? = nil
    ) throws(APIError) -> [UInt8]? {
        guard let elements = try messageElements(name, codes: codes) else {
            return nil
        }
        var writer = JSONWriter()
        writer.value(.array(elements))
        return writer.bytes
    }

    /// Checks the elements of a message.
    ///
    /// - Parameter codes: as for ``messageBody(_:codes:)``.
    /// - Returns: the elements as they came, but for known fields that are `null`, which are left out at every depth,
    ///   and integers that were not written as such; `nil` when the list is absent.
    /// - Source: protocol reference file 40, section 7, for `null`.
    func messageElements(
        _ name: StaticString, codes: MessageBodyCodes? = nil
    ) throws(APIError) -> [JSONValue]? {
        guard let list = try refusing(with: codes?.notAnArray).array(name) else {
            return nil
        }
        guard !list.isEmpty else {
            throw refusing(with: codes?.content).refusal(name, "must not be empty")
        }
        var elements: [JSONValue] = []
        var kinds: [MessageElement] = []
        for fields in try refusing(with: codes?.element).objects(name) ?? [] {
            let (kind, element) = try fields.messageElement(contentCode: codes?.content)
            kinds.append(kind)
            if let maximum = kind.maximumCount, kinds.count(where: { $0 == kind }) > maximum {
                throw fields.refusal(
                    MessageElementFields.kind, "is \(kind.rawValue), of which a message holds at most \(maximum)")
            }
            elements.append(.object(element))
        }
        return elements
    }

    /// Reads one element, and checks what is inside.
    ///
    /// - Returns: the element to keep, as ``checked(_:)`` makes it.
    private func messageElement(
        contentCode: ErrorCode?
    ) throws(APIError) -> (kind: MessageElement, element: JSONObject) {
        let kind = try read(MessageElementFields.kind)
        let content = try refusing(with: contentCode).read(MessageElementFields.content)
        let checked = try content.checked(kind.fields)
        if let first = kind.alternatives.first, kind.alternatives.allSatisfy({ content.value($0) == nil }) {
            throw content.refusal(first, "is missing")
        }
        let contentName = MessageElementFields.content.facts.name
        return (kind, replacingValues { key, value in key.utf8.isSpelled(contentName) ? .object(checked) : value })
    }
}

extension MessageContent {
    /// `MsgBody` and `CloudCustomData` of a request.
    static let fields = FieldList(MessageFields.requiredBody, MessageFields.cloudCustomData)

    init(_ fields: RequestFields) throws(APIError) {
        self.init(
            body: try fields.read(MessageFields.requiredBody),
            cloudCustomData: try fields.read(MessageFields.cloudCustomData) ?? "")
    }
}
