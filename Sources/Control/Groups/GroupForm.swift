import Groups
import Wire

/// A group in a list, with the names that the protocol has for its fields.
struct GroupForm {
    let profile: GroupProfile

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("GroupId", profile.id.text)
        writer.field("Type", profile.type.rawValue)
        writer.field("Name", profile.name)
        writer.field("Owner_Account", profile.owner?.text ?? "")
        writer.field("MemberNum", profile.memberNum)
        writer.field("CreateTime", profile.createTime.seconds)
        writer.field("LastMsgTime", profile.lastMsgTime.seconds)
        writer.endObject()
    }

    static let schema = AnswerSchema.object([
        .init("GroupId", .string, "the identifier"),
        .init("Type", .string, "the type, by the name that it was created with"),
        .init("Name", .string, "the name"),
        .init("Owner_Account", .string, "the owner; empty where there is none"),
        .init("MemberNum", .integer, "the members"),
        .init("CreateTime", .integer, "when it was created, in seconds since 1970"),
        .init("LastMsgTime", .integer, "when the last message was sent; 0 where none was"),
    ])
}
