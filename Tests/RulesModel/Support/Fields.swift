/// A JSON object under construction: members in the order in which they are added, absent ones left out.
struct Fields: Sendable {
    private var members: [String] = []

    init() {}

    /// The beginning of most requests.
    init(group id: String) {
        add("GroupId", id)
    }

    mutating func add(_ name: String, _ text: String?) {
        add(name, json: text.map(Self.quoted))
    }

    mutating func add(_ name: String, _ number: Int?) {
        add(name, json: number.map { String($0) })
    }

    mutating func add(_ name: String, _ texts: [String]?) {
        add(name, json: texts.map { "[" + $0.map(Self.quoted).joined(separator: ",") + "]" })
    }

    mutating func add(_ name: String, _ objects: [Fields]?) {
        add(name, json: objects.map { "[" + $0.map(\.json).joined(separator: ",") + "]" })
    }

    mutating func add(_ name: String, _ object: Fields?) {
        add(name, json: object?.json)
    }

    /// The object as text.
    var json: String { "{" + inner + "}" }

    /// The members without braces, for an object that has others before them.
    var inner: String { members.joined(separator: ",") }

    private mutating func add(_ name: String, json: String?) {
        if let json {
            members.append("\"\(name)\":\(json)")
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
            return "\"" + text + "\""
        }
        return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\":
            "\\" + String(scalar)
        case _ where scalar.value < 0x20:
            "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
        default:
            String(scalar)
        }
    }
}
