package import Wire

/// A line of a seed: a call, with the body that a client would send.
///
/// It is an object of JSON with `command` (what follows `/v4/` in the path of a URL), `body`, and `app` where the server has
/// several.
package struct SeedLine: Sendable {
    package let command: CommandName
    /// `nil` means the server's only one.
    package let app: SDKAppID?
    /// JSON.
    package let body: [UInt8]

    /// - Parameter commands: those that there are, by what follows `/v4/`.
    /// - Throws: ``SeedError`` without the number of the line.
    package init(_ text: some Sequence<UInt8>, commands: [String: CommandName]) throws(SeedError) {
        let line = try Self.object(text)
        for (key, _) in line.members where !["command", "app", "body"].contains(key) {
            throw SeedError("\(key) is unknown here; a line has command, body and app")
        }
        guard case .string(let path)? = line["command"] else {
            throw SeedError("command must be a text such as group_open_http_svc/create_group")
        }
        let name = Self.name(inPath: path)
        guard let command = commands[name] else {
            throw SeedError("there is no command \(name)")
        }
        guard case .object? = line["body"], let body = line["body"] else {
            throw SeedError("body must be an object, as a client would send it")
        }
        self.command = command
        if let value = line["app"] {
            app = try Self.app(value)
        } else {
            app = nil
        }
        var writer = JSONWriter()
        writer.value(body)
        self.body = writer.bytes
    }

    private static func object(_ text: some Sequence<UInt8>) throws(SeedError) -> JSONObject {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONParser.parse(text)
        } catch {
            throw SeedError("the line is no JSON: \(error)")
        }
        guard case .object(let object) = value else {
            throw SeedError("the line is no object of JSON")
        }
        return object
    }

    private static func app(_ value: JSONValue) throws(SeedError) -> SDKAppID {
        guard case .integer(let number) = value, let number = UInt32(exactly: number), number > 0 else {
            throw SeedError("app must be the number of an app")
        }
        return SDKAppID(number)
    }

    /// What follows `/v4/`, where somebody has copied a whole path.
    private static func name(inPath path: String) -> String {
        let parts = path.split(separator: "/")
        return (parts.first == "v4" ? parts.dropFirst() : parts[...]).joined(separator: "/")
    }
}
