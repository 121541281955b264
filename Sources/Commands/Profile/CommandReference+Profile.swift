import Wire

extension CommandReference {
    /// The fields of profiles, as the protocol names them.
    static let profileTagsNote = Wording(
        "The tags are `Tag_Profile_IM_` with `Nick`, `Gender`, `BirthDay`, `Location`, `SelfSignature`, `AllowType`, "
            + "`Language`, `Image`, `MsgSettings`, `AdminForbidType`, `Level` or `Role`, and `Tag_Profile_Custom_` with the "
            + "name of a custom field that the app declares.",
        "标配资料字段为 `Tag_Profile_IM_` 加 `Nick`、`Gender`、`BirthDay`、`Location`、`SelfSignature`、`AllowType`、"
            + "`Language`、`Image`、`MsgSettings`、`AdminForbidType`、`Level` 或 `Role`；"
            + "自定义资料字段为 `Tag_Profile_Custom_` 加已配置的名称。")
}
