import Foundation
import Wire

/// An event as it came over HTTP: what its address says and what its body holds.
struct ReceivedEvent: Sendable {
    /// `CallbackCommand` of the body, and of the query where that has one.
    let command: String
    /// The parameters of the query, decoded, in their order.
    let query: [(name: String, value: String)]
    let body: JSONObject
    /// The body's text.
    let bytes: [UInt8]

    /// Why a request is no event.
    struct Malformed: Error, Equatable {
        /// English, for whoever sent it.
        let reason: String
    }

    /// - Parameter target: path and query, as the first line of the request has them.
    /// - Throws: ``Malformed``.
    init(target: String, bytes: [UInt8]) throws(Malformed) {
        let value: JSONValue
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            throw Malformed(reason: "the body is not JSON: \(error.reason), byte \(error.offset)")
        }
        guard case .object(let body) = value else {
            throw Malformed(reason: "the body is \(value.kind) and not an object")
        }
        guard case .string(let command)? = body["CallbackCommand"] else {
            throw Malformed(reason: "the body has no CallbackCommand that is a string")
        }
        self.body = body
        self.command = command
        self.bytes = bytes
        query = Self.parameters(in: target)
        if let named = self["CallbackCommand"], !named.hasSameBytes(as: command) {
            throw Malformed(reason: "CallbackCommand is \(named) in the query and \(command) in the body")
        }
    }

    /// A parameter of the query; `nil` where it is absent, and the last one where it is given twice.
    subscript(parameter: String) -> String? {
        query.last { $0.name == parameter }?.value
    }

    /// `GroupId`; `nil` for an event that is about no group.
    var group: String? {
        guard case .string(let group)? = body["GroupId"] else {
            return nil
        }
        return group
    }

    /// Reads a query as servers read the fields of a form; what is no percent-encoding stays as it is.
    private static func parameters(in target: String) -> [(name: String, value: String)] {
        guard let mark = target.firstIndex(of: "?") else {
            return []
        }
        return target[target.index(after: mark)...].split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (decoded(sides[0]), sides.count == 2 ? decoded(sides[1]) : "")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}
