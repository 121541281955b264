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
    /// - Returns: the list as compact JSON, with every field that it came with; `nil` when it is absent.
    func messageBody(codes: MessageBodyCodes? = nil) throws(APIError) -> [UInt8]? {
        guard let elements = try messageElements("MsgBody", codes: codes) else {
            return nil
        }
        var writer = JSONWriter()
        writer.value(.array(elements))
        return writer.bytes
    }

    /// Checks the elements of a message.
    ///
    /// - Parameter codes: as for ``messageBody(codes:)``.
    /// - Returns: the elements as they came; `nil` when the list is absent.
    func messageElements(
        _ name: StaticString, codes: MessageBodyCodes? = nil
    ) throws(APIError) -> [JSONValue]? {
        guard let elements = try refusing(with: codes?.notAnArray).array(name) else {
            return nil
        }
        guard !elements.isEmpty else {
            throw refusing(with: codes?.content).refusal(name, "must not be empty")
        }
        var counts: [MessageElement: Int] = [:]
        for fields in try refusing(with: codes?.element).objects(name) ?? [] {
            let element = try fields.messageElement(contentCode: codes?.content)
            counts[element, default: 0] += 1
            if let maximum = element.maximumCount, counts[element, default: 0] > maximum {
                throw fields.refusal("MsgType", "is \(element.rawValue), of which a message holds at most \(maximum)")
            }
        }
        return elements
    }

    /// `MsgBody` and `CloudCustomData`.
    func messageContent() throws(APIError) -> MessageContent {
        MessageContent(
            body: try required("MsgBody", try messageBody()), cloudCustomData: try string("CloudCustomData") ?? "")
    }

    /// Reads one element, and checks what is inside.
    private func messageElement(contentCode: ErrorCode?) throws(APIError) -> MessageElement {
        let name = try requiredString("MsgType")
        guard let element = MessageElement(rawValue: name) else {
            let names = MessageElement.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal("MsgType", "must be one of \(names)")
        }
        let fields = refusing(with: contentCode)
        let content = try fields.required("MsgContent", try fields.object("MsgContent"))
        try content.check(element.fields)
        if let first = element.alternatives.first, element.alternatives.allSatisfy({ content.value($0) == nil }) {
            throw content.refusal(first, "is missing")
        }
        return element
    }
}
