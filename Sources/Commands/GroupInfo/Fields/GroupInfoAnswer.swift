import Groups
import Wire

/// What stands around the fields in an answer of `get_group_info`.
///
/// - Source: seed page; protocol reference file 20, 2.2 to 2.5.
enum GroupInfoAnswer {
    /// Most groups in an answer.
    static let maximumGroups = 50

    /// The list of a group's custom fields; absent when it would be empty.
    static let groupKeys: StaticString = "AppDefinedData"
    /// The list of a member's custom fields; absent when it would be empty.
    static let memberKeys: StaticString = "AppMemberDefinedData"
    /// The list of a group's members; absent where nobody asks for members, and in groups that store none.
    static let memberList: StaticString = "MemberList"

    /// What stands before the first group's entry.
    static let opening = begun(capacity: 128).bytes
    /// What stands behind the last one.
    static let closing: [UInt8] = {
        var writer = begun(capacity: 128)
        let start = writer.count
        writer.endGroups()
        return Array(writer.bytes[start...])
    }()

    /// An answer that waits for its entries.
    static func begun(capacity: Int) -> JSONWriter {
        var writer = Envelope.success(of: .groupOpen, capacity: capacity)
        writer.key("GroupInfo")
        writer.beginArray()
        return writer
    }

    /// The refusal of a call.
    static func tooLarge(_ maximumBytes: Int) -> APIError {
        APIError(.answerTooLarge, "the answer would exceed \(maximumBytes) bytes; ask for fewer groups or fields")
    }
}

extension JSONWriter {
    /// Closes the list of groups and the answer.
    mutating func endGroups() {
        endArray()
        endObject()
    }

    /// Opens the entry of a group, whose fields follow.
    mutating func beginGroup(_ group: GroupID) {
        beginObject()
        field("GroupId", group.text)
        field("ErrorCode", 0)
        field("ErrorInfo", "")
    }

    /// Writes the entry of a group that is missing or whose identifier can never be one.
    mutating func failedGroup(_ text: String, code: ErrorCode, reason: String) {
        beginObject()
        field("GroupId", text)
        field("ErrorCode", code.rawValue)
        field("ErrorInfo", reason)
        endObject()
    }
}
