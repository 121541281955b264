/// What a message tells the push services of phones; it is checked, and nothing of it is kept.
///
/// - Source: protocol reference file 40, 2.3.
package enum OfflinePushInfo {
    package static let fields = [
        FieldShape("PushFlag", .integer), FieldShape("Title", .text), FieldShape("Desc", .text),
        FieldShape("Ext", .text), FieldShape("AndroidInfo", .object(android)), FieldShape("ApnsInfo", .object(apns)),
    ]

    private static let android = [
        FieldShape("Sound", .text), FieldShape("PushStyle", .integer), FieldShape("HuaWeiChannelID", .text),
        FieldShape("XiaoMiChannelID", .text), FieldShape("OPPOChannelID", .text), FieldShape("GoogleChannelID", .text),
        FieldShape("VIVOClassification", .integer), FieldShape("VIVOCategory", .text),
        FieldShape("HuaWeiImportance", .text), FieldShape("ExtAsHuaweiIntentParam", .integer),
        FieldShape("HuaWeiCategory", .text), FieldShape("HuaWeiImage", .text), FieldShape("HonorImage", .text),
        FieldShape("HonorImportance", .text), FieldShape("GoogleImage", .text),
    ]

    private static let apns = [
        FieldShape("Sound", .text), FieldShape("BadgeMode", .integer), FieldShape("Title", .text),
        FieldShape("SubTitle", .text), FieldShape("Image", .text), FieldShape("MutableContent", .integer),
        FieldShape("InterruptionLevel", .text), FieldShape("ContentAvailable", .integer),
    ]
}
