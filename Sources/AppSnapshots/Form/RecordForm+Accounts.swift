import StoreCopy

extension RecordForm {
    static let account = RecordForm(
        .accounts, "account", "An account.",
        [
            RecordField("nick", "Nick", .bytes(missing: .none), "the nickname, where one is set"),
            RecordField("face_url", "FaceUrl", .bytes(missing: .none), "the URL of the avatar, where one is set"),
            RecordField("import_time", "ImportTime", .time, "when the account was imported"),
            RecordField("kick_time", "KickTime", .time, "when it was kicked last"),
        ])

    static let accountProfile = RecordForm(
        .portraitItems, "account_profile", "A field of an account's profile other than nickname and avatar.",
        [
            RecordField("tag", "Tag", .text, "the field, `Tag_Profile_…`"),
            RecordField("text", "Value", .bytes(missing: .none), "its value, where that is a text"),
            RecordField("number", "Number", .integerOrNone, "its value, where that is a number"),
        ])

    static let globalMute = RecordForm(
        .globalMutes, "global_mute", "What `setnospeaking` has set for an account.",
        [
            RecordField("c2c_until", "C2CmsgNospeakingTime", .time, "the end of the mute among two"),
            RecordField("group_until", "GroupmsgNospeakingTime", .time, "the end of the mute in groups"),
        ])

    static let groupGrowth = RecordForm(
        .groupGrowth, "group_growth", "What a quota of groups a day counts from; at most one.",
        [
            RecordField("day", "Day", .count, "the day, counted from 1970"),
            RecordField("groups_before", "GroupsBefore", .count, "how many groups there were when it began"),
        ])

    static let broadcasts = RecordForm(
        .broadcasts, "broadcasts", "How many messages were sent to all; at most one.",
        [RecordField("last_seq", "MsgSeq", .count, "the number of the last one")])
}
