/// The kinds of elements that a message is made of, with the fields of each.
///
/// A raw value is the name in `MsgType`.
///
/// - Source: protocol reference file 40, 2.2. Fields that some clients need and others leave out are optional here,
///   because imported histories may lack them.
package enum MessageElement: String, Sendable, CaseIterable {
    case text = "TIMTextElem"
    case location = "TIMLocationElem"
    case face = "TIMFaceElem"
    case custom = "TIMCustomElem"
    case sound = "TIMSoundElem"
    case image = "TIMImageElem"
    case file = "TIMFileElem"
    case video = "TIMVideoFileElem"
    case relay = "TIMRelayElem"

    /// Most elements of the kind in a message; `nil` for any number.
    package var maximumCount: Int? { self == .custom ? 1 : nil }

    /// Of several fields one must be there; empty for most kinds.
    package var alternatives: [StaticString] { self == .relay ? ["MsgList", "JsonMsgKey"] : [] }

    /// The fields that the kind knows; others are kept as they are.
    package var fields: [FieldShape] {
        switch self {
        case .text: [FieldShape("Text", .text, isRequired: true)]
        case .location:
            [
                FieldShape("Desc", .text), FieldShape("Latitude", .number, isRequired: true),
                FieldShape("Longitude", .number, isRequired: true),
            ]
        case .face: [FieldShape("Index", .integer, isRequired: true), FieldShape("Data", .text)]
        case .custom:
            [
                FieldShape("Data", .text), FieldShape("Desc", .text), FieldShape("Ext", .text),
                FieldShape("Sound", .text),
            ]
        case .sound:
            [
                FieldShape("Url", .text), FieldShape("UUID", .text), FieldShape("Size", .integer),
                FieldShape("Second", .integer),
                FieldShape("Download_Flag", .integer),
            ]
        case .image:
            [
                FieldShape("UUID", .text), FieldShape("ImageFormat", .integer),
                FieldShape("ImageInfoArray", .objects(Self.renditionFields), isRequired: true),
            ]
        case .file:
            [
                FieldShape("Url", .text), FieldShape("UUID", .text), FieldShape("FileSize", .integer),
                FieldShape("FileName", .text),
                FieldShape("Download_Flag", .integer),
            ]
        case .video: Self.videoFields
        case .relay: Self.relayFields
        }
    }

    private static let renditionFields = [
        FieldShape("Type", .integer, isRequired: true), FieldShape("Size", .integer), FieldShape("Width", .integer),
        FieldShape("Height", .integer), FieldShape("URL", .text),
    ]

    private static let videoFields = [
        FieldShape("VideoUrl", .text), FieldShape("VideoUUID", .text), FieldShape("VideoSize", .integer),
        FieldShape("VideoSecond", .integer), FieldShape("VideoFormat", .text),
        FieldShape("VideoDownloadFlag", .integer),
        FieldShape("ThumbUrl", .text), FieldShape("ThumbUUID", .text), FieldShape("ThumbSize", .integer),
        FieldShape("ThumbWidth", .integer), FieldShape("ThumbHeight", .integer), FieldShape("ThumbFormat", .text),
        FieldShape("ThumbDownloadFlag", .integer),
    ]

    private static let relayFields = [
        FieldShape("Title", .text, isRequired: true), FieldShape("MsgNum", .integer, isRequired: true),
        FieldShape("CompatibleText", .text, isRequired: true), FieldShape("AbstractList", .texts, isRequired: true),
        FieldShape("MsgList", .objects(forwardedFields)), FieldShape("JsonMsgKey", .text),
    ]

    private static let forwardedFields = [
        FieldShape("From_Account", .text), FieldShape("To_Account", .text), FieldShape("GroupId", .text),
        FieldShape("MsgSeq", .integer),
        FieldShape("MsgRandom", .integer), FieldShape("MsgTimeStamp", .integer), FieldShape("CloudCustomData", .text),
        FieldShape("MsgBody", .messageBody),
    ]
}
