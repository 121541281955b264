import Groups
import Testing
import Wire

@Suite struct PortraitFieldTests {
    private let declared: [String: PortraitField.Access] = [
        "Hobby": .readWrite, "Rank": .readOnly, "Note": .writeOnly,
    ]

    @Test(
        arguments: [
            ("Tag_Profile_IM_Nick", .text(""), nil),
            ("Tag_Profile_IM_Nick", .number(1), .profileValueOfWrongType),
            ("Tag_Profile_IM_Nick", .text(String(repeating: "n", count: 500)), nil),
            ("Tag_Profile_IM_Nick", .text(String(repeating: "n", count: 501)), .profileValueTooLong),
            ("Tag_Profile_IM_Location", .text(String(repeating: "é", count: 8)), nil),
            ("Tag_Profile_IM_Location", .text(String(repeating: "é", count: 9)), .profileValueNotAllowed),
            ("Tag_Profile_IM_Location", .text(String(repeating: "é", count: 251)), .profileValueTooLong),
            ("Tag_Profile_IM_Gender", .text("Gender_Type_Male"), nil),
            ("Tag_Profile_IM_Gender", .text("Male"), .profileValueNotAllowed),
            ("Tag_Profile_IM_Gender", .number(1), .profileValueOfWrongType),
            ("Tag_Profile_IM_AllowType", .text("AllowType_Type_DenyAny"), nil),
            ("Tag_Profile_IM_AdminForbidType", .text("AdminForbid_Type_SendOut"), nil),
            ("Tag_Profile_IM_Level", .number(4_294_967_295), nil),
            ("Tag_Profile_IM_Level", .number(4_294_967_296), .profileValueNotAllowed),
            ("Tag_Profile_IM_Role", .number(-1), .profileValueNotAllowed),
            ("Tag_Profile_IM_BirthDay", .text("19870323"), .profileValueOfWrongType),
            ("Tag_Profile_Custom_Hobby", .text("chess"), nil),
            ("Tag_Profile_Custom_Hobby", .number(1), .profileValueOfWrongType),
            ("Tag_Profile_Custom_Rank", .text("first"), .profileFieldNotWritable),
            ("Tag_Profile_Custom_Note", .text("x"), nil),
        ] as [(String, PortraitValue, ErrorCode?)])
    func `every field has its values`(tag: String, value: PortraitValue, code: ErrorCode?) throws {
        let field = try PortraitField(tag: tag, declared: declared)
        #expect(refusal { try field.checkWritable(value) } == code)
    }

    @Test(arguments: [
        "", "Nick", "Tag_Profile_IM_Nic", "Tag_Profile_Custom_", "Tag_Profile_Custom_hobby", "Tag_Profile_Custom_Other",
        "Tag_Profile_IM_Nic\u{212A}",
    ])
    func `other tags are unknown`(tag: String) {
        #expect(refusal { _ = try PortraitField(tag: tag, declared: declared) } == .unknownProfileField)
    }

    @Test func `a field that is only written is not read`() throws {
        let note = try PortraitField(tag: "Tag_Profile_Custom_Note", declared: declared)
        #expect(refusal { try note.checkReadable() } == .profileFieldNotReadable)
        let rank = try PortraitField(tag: "Tag_Profile_Custom_Rank", declared: declared)
        #expect(refusal { try rank.checkReadable() } == nil)
    }

    @Test(arguments: [("a", true), ("Abcdefgh", true), ("", false), ("Abcdefghi", false), ("a1", false), ("é", false)])
    func `custom names are 1 to 8 letters`(name: String, isOne: Bool) {
        #expect(PortraitField.isCustomName(name) == isOne)
    }
}
