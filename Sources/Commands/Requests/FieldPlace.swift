/// Where an object stands in a body; it is put into words only for a refusal or a note.
final class FieldPlace: Sendable {
    private let outer: FieldPlace?
    private let name: StaticString
    private let index: Int?

    /// - Parameters:
    ///   - name: of the field.
    ///   - index: in the field's list, from 0; `nil` for a field that is an object.
    ///   - outer: the object that has the field; `nil` for the body.
    init(_ name: StaticString, index: Int? = nil, in outer: FieldPlace?) {
        self.outer = outer
        self.name = name
        self.index = index
    }

    /// The place as refusals name it, such as `MsgBody[0].MsgContent`.
    var text: String { "\(outer?.path ?? "")\(name)\(index.map { "[\($0)]" } ?? "")" }

    /// What stands before the names of the object's fields.
    var path: String { "\(text)." }
}
