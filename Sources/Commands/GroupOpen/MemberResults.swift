import Groups
import Wire

/// The answer of the commands that let accounts into a group: one result for each account, in request order.
struct MemberResults: CommandResponse {
    let names: [String]
    let results: [MemberAdmission.Result]

    func write(to writer: inout JSONWriter) {
        writer.key("MemberList")
        writer.beginArray()
        for (name, result) in zip(names, results) {
            writer.beginObject()
            writer.field("Member_Account", name)
            writer.field("Result", result.rawValue)
            writer.endObject()
        }
        writer.endArray()
    }
}
