package import Wire

/// A field of account profiles: what values it takes, and what may be done with it.
///
/// - Source: protocol reference file 60, 9.1.
package struct PortraitField: Sendable, Equatable {
    /// What an app lets its administrators do with a custom field that it declares.
    package enum Access: String, Sendable, CaseIterable {
        case readWrite = "readWrite"
        case readOnly = "readOnly"
        case writeOnly = "writeOnly"
    }

    /// The values that a field takes.
    enum Form: Sendable, Equatable {
        /// Texts of at most so many bytes.
        case text(maximumBytes: Int)
        /// One of these words.
        case word([String])
        /// Whole numbers of 32 bits, from 0.
        case number
    }

    /// Longest text of any field, in bytes.
    static let maximumTextBytes = 500
    /// Longest name of a custom field behind ``customPrefix``, in letters.
    static let maximumCustomNameBytes = 8
    /// What the tags of custom fields begin with.
    static let customPrefix = "Tag_Profile_Custom_"

    /// The tag of `Nick` of the account calls.
    package static let nickTag = "Tag_Profile_IM_Nick"
    /// The tag of `FaceUrl` of the account calls.
    package static let imageTag = "Tag_Profile_IM_Image"

    package let tag: String
    let form: Form
    let access: Access

    /// Whether the field's values are numbers; those of all others are texts.
    package var takesNumbers: Bool { form == .number }

    /// The field of a tag.
    ///
    /// - Parameter declared: the app's custom fields, by what follows `Tag_Profile_Custom_`.
    /// - Throws: ``ErrorCode/unknownProfileField``.
    package init(tag: String, declared: [String: Access]) throws(APIError) {
        if let form = Self.standardForms[tag], Self.isASCII(tag) {
            self.init(tag: tag, form: form, access: .readWrite)
        } else if tag.hasPrefix(Self.customPrefix), Self.isASCII(tag),
            let access = declared[String(tag.dropFirst(Self.customPrefix.count))]
        {
            self.init(tag: tag, form: .text(maximumBytes: Self.maximumTextBytes), access: access)
        } else {
            throw APIError(.unknownProfileField, "Tag \(Self.quotable(tag)) is neither a standard field nor declared")
        }
    }

    /// What of an unknown tag may be repeated to the client and in the log, as it may hold anything, of any length.
    private static func quotable(_ tag: String) -> String {
        tag.hasPrefix("Tag_") && tag.utf8.count <= 64 ? tag : "of \(tag.utf8.count) bytes"
    }

    /// Whether a tag is ASCII: Swift's comparison holds some other characters for equal to ASCII letters.
    private static func isASCII(_ tag: String) -> Bool {
        tag.utf8.allSatisfy { $0 < 0x80 }
    }

    private init(tag: String, form: Form, access: Access) {
        self.tag = tag
        self.form = form
        self.access = access
    }

    /// Whether an app can declare a custom field of this name.
    package static func isCustomName(_ name: String) -> Bool {
        (1...maximumCustomNameBytes).contains(name.utf8.count)
            && name.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    }

    /// - Throws: ``ErrorCode/profileFieldNotReadable``.
    package func checkReadable() throws(APIError) {
        guard access != .writeOnly else {
            throw APIError(.profileFieldNotReadable, "Tag \(tag) may not be read")
        }
    }

    /// Checks that a value may be written.
    ///
    /// - Throws: ``ErrorCode/profileFieldNotWritable``, ``ErrorCode/profileValueOfWrongType``,
    ///   ``ErrorCode/profileValueTooLong``, ``ErrorCode/profileValueNotAllowed``, asked in this order.
    package func checkWritable(_ value: PortraitValue) throws(APIError) {
        guard access != .readOnly else {
            throw APIError(.profileFieldNotWritable, "Tag \(tag) may not be written")
        }
        switch (value, form) {
        case (.number, .text), (.number, .word):
            throw APIError(.profileValueOfWrongType, "the Value of \(tag) must be a string")
        case (.text, .number):
            throw APIError(.profileValueOfWrongType, "the Value of \(tag) must be an integer")
        case (.text(let text), .text(let maximumBytes)):
            try checkLength(text)
            guard text.utf8.count <= maximumBytes else {
                throw APIError(
                    .profileValueNotAllowed, "the Value of \(tag) is longer than \(maximumBytes) bytes")
            }
        case (.text(let text), .word(let words)):
            try checkLength(text)
            guard words.contains(text) else {
                throw APIError(
                    .profileValueNotAllowed, "the Value of \(tag) must be one of \(words.joined(separator: ", "))")
            }
        case (.number(let number), .number):
            guard (0...Int64(UInt32.max)).contains(number) else {
                throw APIError(
                    .profileValueNotAllowed, "the Value of \(tag) must be an integer from 0 to \(UInt32.max)")
            }
        }
    }

    private func checkLength(_ text: String) throws(APIError) {
        guard text.utf8.count <= Self.maximumTextBytes else {
            throw APIError(
                .profileValueTooLong, "the Value of \(tag) is longer than \(Self.maximumTextBytes) bytes")
        }
    }

    private static let standardForms: [String: Form] = [
        nickTag: .text(maximumBytes: maximumTextBytes),
        "Tag_Profile_IM_Gender": .word(["Gender_Type_Unknown", "Gender_Type_Female", "Gender_Type_Male"]),
        "Tag_Profile_IM_BirthDay": .number,
        "Tag_Profile_IM_Location": .text(maximumBytes: 16),
        "Tag_Profile_IM_SelfSignature": .text(maximumBytes: maximumTextBytes),
        "Tag_Profile_IM_AllowType": .word([
            "AllowType_Type_NeedConfirm", "AllowType_Type_AllowAny", "AllowType_Type_DenyAny",
        ]),
        "Tag_Profile_IM_Language": .number,
        imageTag: .text(maximumBytes: maximumTextBytes),
        "Tag_Profile_IM_MsgSettings": .number,
        "Tag_Profile_IM_AdminForbidType": .word(["AdminForbid_Type_None", "AdminForbid_Type_SendOut"]),
        "Tag_Profile_IM_Level": .number,
        "Tag_Profile_IM_Role": .number,
    ]
}
