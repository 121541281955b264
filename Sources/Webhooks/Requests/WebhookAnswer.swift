package import Wire

/// What a receiver answers to a question.
///
/// - Source: protocol reference file 50, section 3.
package struct WebhookAnswer: Sendable {
    package enum Verdict: Sendable, Equatable {
        case allow
        /// The caller gets 10016.
        case refuse
        /// The caller gets the receiver's own code, 10100 to 10200, and text.
        case refuseAs(code: Int64, text: String)
        /// The caller gets 80001: what the message says is not wanted.
        case refuseContent
        /// The message is not sent, and the caller is told that it was.
        case dropSilently
    }

    package let verdict: Verdict
    /// `MsgBody` and `CloudCustomData` in place of the message's, as far as the answer has them.
    package let content: JSONObject
    /// `RefusedMembers_Account`: names of those who may not be added, the others may.
    package let refusedMembers: [String]

    /// The codes that a receiver may refuse with in its own words.
    package static let ownCodes: ClosedRange<Int64> = 10_100...10_200

    /// Why an answer is none.
    package struct Unreadable: Error, Sendable, Equatable {
        /// English, for the log and for the list of deliveries; says nothing that the answer holds.
        package let reason: String
    }

    /// Reads an answer.
    ///
    /// An answer without `ErrorInfo`, or without `ActionStatus`, counts; of `ErrorCode` 0 with `ActionStatus` `FAIL` the
    /// receiver says that it did not do its work.
    ///
    /// - Parameter asksAboutMessage: whether 2 drops a message silently; elsewhere it refuses.
    /// - Throws: ``Unreadable``.
    package init(_ bytes: [UInt8], asksAboutMessage: Bool) throws(Unreadable) {
        let answer: JSONValue
        do {
            answer = try JSONParser.parse(bytes)
        } catch {
            throw Unreadable(reason: "the answer is not JSON")
        }
        guard case .object(let fields) = answer else {
            throw Unreadable(reason: "the answer is \(answer.kind) and not an object")
        }
        let code = try Self.code(in: fields)
        let text = fields["ErrorInfo"].flatMap(\.text) ?? ""
        if code == 0, fields["ActionStatus"].flatMap(\.text) == "FAIL" {
            throw Unreadable(reason: "the answer has ActionStatus FAIL with ErrorCode 0")
        }
        verdict =
            switch code {
            case 0: .allow
            case 2 where asksAboutMessage: .dropSilently
            case Int64(ErrorCode.contentRefused.rawValue) where asksAboutMessage: .refuseContent
            case Self.ownCodes: .refuseAs(code: code, text: text)
            default: .refuse
            }
        content = fields.replacingValues { key, value in
            key == "MsgBody" || key == "CloudCustomData" ? value : nil
        }
        refusedMembers = try Self.names(fields["RefusedMembers_Account"])
    }

    private static func code(in fields: JSONObject) throws(Unreadable) -> Int64 {
        switch fields["ErrorCode"] {
        case .integer(let code): return code
        case .string(let text):
            guard let code = Int64(text) else {
                throw Unreadable(reason: "ErrorCode is a text that is no number")
            }
            return code
        case nil: throw Unreadable(reason: "ErrorCode is missing")
        case let other?: throw Unreadable(reason: "ErrorCode is \(other.kind)")
        }
    }

    private static func names(_ value: JSONValue?) throws(Unreadable) -> [String] {
        switch value {
        case nil: return []
        case .array(let elements):
            let names = elements.compactMap(\.text)
            guard names.count == elements.count else {
                throw Unreadable(reason: "RefusedMembers_Account holds something that is no string")
            }
            return names
        case let other?: throw Unreadable(reason: "RefusedMembers_Account is \(other.kind)")
        }
    }
}

extension JSONValue {
    /// The text of a string.
    fileprivate var text: String? {
        guard case .string(let text) = self else {
            return nil
        }
        return text
    }
}
