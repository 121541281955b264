import Groups
import Wire

/// The fields of permission groups that several commands read.
enum PermissionGroupFields {
    static let permissionGroupID = Field.text("PermissionGroupId", "The permission group.", "权限组 ID。").required()

    static let newName = Field.nonEmptyText(
        "PermissionGroupName", atMost: .groups(\.permissionGroupNameBytes), "The permission group's name.", "权限组名称。")

    /// A bit mask of rights.
    static let newPermission = Field.integer(
        "Permission", in: 0...Int64.max, "The rights of its members, as a bit mask.", "权限组成员的权限（位掩码）。")

    static let customString = Field.text(
        "CustomString", atMost: .groups(\.customStringBytes), "A text of the app's own.", "权限组自定义字段。")

    /// The place that a page begins behind; 0 for the first page.
    ///
    /// Unless the app is strict it may be a number, as the documentation's table has it; its samples and answers have
    /// texts.
    ///
    /// - Source: protocol reference file 32, 3.6.
    static let next = Field<Int64>(
        FieldFacts(
            "Next", .text(atMost: nil),
            "Where the page begins: the `Next` of the last answer; without or empty, at the first entry.",
            "分页位置，填上一次应答中的 `Next`；不填或为空则从头开始。")
    ) { (fields, name) throws(APIError) in
        if fields.isLenient, fields.value(name)?.isNumber == true {
            return try fields.requiredInteger(name, in: 0...Int64.max)
        }
        let text = try fields.string(name) ?? ""
        guard !text.isEmpty else {
            return 0
        }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let place = Int64(text) else {
            throw fields.refusal(name, "must be empty or the Next of an earlier answer")
        }
        return place
    }

    /// The groups that have permission groups.
    static let typeNote = Wording(
        "Community with `SupportTopic` 1 and `EnablePermission` 1.",
        "仅支持 `SupportTopic` 和 `EnablePermission` 均为 1 的社群。")

    /// The codes for a group without permission groups.
    static let codes: [ErrorCode] = [.groupNotFound, .notPermitted, .topicsUnavailable]

    /// What becomes of a topic that does not exist.
    static let topicNote = Wording(
        "A topic that does not exist does not fail the call; its entry carries the code \(ErrorCode.topicDestroyed.rawValue).",
        "不存在的话题不影响整个请求，其条目返回错误码 \(ErrorCode.topicDestroyed.rawValue)。")

    /// What becomes of a permission group that does not exist, where several are listed.
    static let missingNote = Wording(
        "A permission group that does not exist does not fail the call; its entry carries the code "
            + "\(ErrorCode.groupNotFound.rawValue).",
        "不存在的权限组不影响整个请求，其条目返回错误码 \(ErrorCode.groupNotFound.rawValue)。")
}
