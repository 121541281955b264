import Apps
import Groups
import Wire

extension JSONWriter {
    /// Writes a group's base fields into the open object, in the order of ``BaseField/table``.
    ///
    /// - Parameter onlineMemberNum: `nil` where it is not asked for.
    mutating func baseFields(
        of group: GroupProfile, _ fields: BaseFields, app: SDKAppID, onlineMemberNum: Int? = nil
    ) {
        let surroundings = BaseField.Surroundings(app: app, onlineMemberNum: onlineMemberNum)
        fields.forEach { field in
            if let value = field.value(group, surroundings) {
                self.field(field.name, value)
            }
        }
    }

    /// Writes the custom fields that have a value and are wanted; nothing when there are none.
    mutating func customFields(_ fields: [CustomField], of keys: CustomKeys, as name: StaticString) {
        let fields = fields.filter { keys.contains($0.key) }
        guard !fields.isEmpty else {
            return
        }
        key(name)
        beginArray()
        for field in fields {
            customField(field)
        }
        endArray()
    }

    /// Writes one custom field as an object.
    mutating func customField(_ field: CustomField) {
        beginObject()
        self.field("Key", field.key)
        self.field("Value", field.value)
        endObject()
    }
}
