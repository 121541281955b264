package import Wire

/// The groups that the body of a call names.
package enum NamedGroups {
    /// Looks for `GroupId` and `GroupIdList`.
    ///
    /// - Parameter body: of any kind; one that is no object of JSON names no group.
    package static func find(in body: some Sequence<UInt8>) -> Set<GroupID> {
        guard case .object(let fields)? = try? JSONParser.parse(body) else {
            return []
        }
        var values = [fields["GroupId"]].compactMap(\.self)
        if case .array(let elements)? = fields["GroupIdList"] {
            values += elements
        }
        let groups = values.compactMap { value -> GroupID? in
            guard case .string(let text) = value else {
                return nil
            }
            return GroupID(text)
        }
        return Set(groups)
    }
}
