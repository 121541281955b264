import Apps
import Wire

/// A request that names a group and nothing else.
struct GroupRequest: CommandRequest {
    static let fields = FieldList(GroupFields.groupID)

    let group: GroupID

    init(_ fields: RequestFields, settings: AppSettings) throws(APIError) {
        group = try GroupID(addressing: try fields.read(GroupFields.groupID))
    }
}
