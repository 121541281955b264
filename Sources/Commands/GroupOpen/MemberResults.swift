import Groups
import Wire

/// The answer of the commands that let accounts into a group: one result for each account, in request order.
struct MemberResults: CommandResponse {
    let names: [String]
    let results: [MemberAdmission.Result]

    func write(to writer: inout JSONWriter) {
        writer.objects("MemberList", of: zip(names, results)) { writer, item in
            let (name, result) = item
            writer.field("Member_Account", name)
            writer.field("Result", result.rawValue)
        }
    }
}
