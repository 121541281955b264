import Wire

/// A field of a request that no declaration knows.
///
/// What it says is put into words when it is asked for: a body may hold many such fields, of which few are told.
struct UnknownField {
    private let name: String
    /// What stands before the name: empty, or the object's place with a dot.
    private let path: String
    private let declared: FieldList

    /// The field, with where it stands in the body.
    private var place: String { path + name.quotable }

    /// The declared field that is probably meant; `nil` where none is like it.
    private var likelyName: String? {
        LikelyName.for(name, among: declared.facts.map(\.name.description))
    }

    /// In words that go on after a name: `Groupid (GroupId?)`.
    var note: String { likelyName.map { "\(place) (\($0)?)" } ?? place }

    /// In a sentence.
    var refusal: String {
        "\(place) is no field of this command" + (likelyName.map { ", perhaps \($0) is meant" } ?? "")
    }

    /// The fields of an object that a list does not declare, in order, at every depth.
    static func fields(
        of object: JSONObject, notIn list: FieldList, path: @autoclosure () -> String = ""
    ) -> [UnknownField] {
        var unknown: [UnknownField] = []
        for (key, value) in object.members {
            guard let facts = list.facts.first(where: { $0.isNamed(key) }) else {
                unknown.append(UnknownField(name: key, path: path(), declared: list))
                continue
            }
            switch (facts.form, value) {
            case (.object(let inner), .object(let object)):
                unknown += fields(of: object, notIn: inner, path: "\(path())\(key).")
            case (.list(.object(let inner), _), .array(let elements)):
                for (index, element) in elements.enumerated() {
                    if case .object(let object) = element {
                        unknown += fields(of: object, notIn: inner, path: "\(path())\(key)[\(index)].")
                    }
                }
            default: break
            }
        }
        return unknown
    }
}

extension FieldFacts {
    fileprivate func isNamed(_ key: String) -> Bool {
        key.utf8.isSpelled(name) || otherName.map { key.utf8.isSpelled($0.name) } ?? false
    }
}

extension String {
    /// Longer than any name of a field, and shorter than a signature and the keys that the original gives.
    private static let maximumQuotedBytes = 36

    /// The name of a field as a log may show it: what callers send by mistake may be a key or a signature, or no name at all.
    fileprivate var quotable: String {
        let isName = utf8.allSatisfy { (0x21..<0x7F).contains($0) }
        return isName && utf8.count <= Self.maximumQuotedBytes ? self : "a field of \(utf8.count) bytes"
    }
}
