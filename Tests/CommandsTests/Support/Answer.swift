import Testing
import Wire

/// An answer of the server, as text and parsed.
struct Answer {
    let text: String
    private let object: JSONObject

    init(_ bytes: [UInt8]) throws {
        text = String(decoding: bytes, as: UTF8.self)
        guard case .object(let object) = try JSONParser.parse(bytes) else {
            throw NotAnObject(text: text)
        }
        self.object = object
    }

    struct NotAnObject: Error {
        let text: String
    }

    /// The number in `ErrorCode`.
    var code: Int64? {
        guard case .integer(let code) = object["ErrorCode"] else {
            return nil
        }
        return code
    }

    /// The text in `ErrorInfo`.
    var info: String {
        string("ErrorInfo") ?? ""
    }

    /// Whether `ActionStatus` and `ErrorCode` agree, and a refusal carries nothing but the envelope.
    var isWellFormed: Bool {
        let start =
            code == 0
            ? #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"# : #"{"ActionStatus":"FAIL","ErrorInfo":""#
        return text.hasPrefix(start) && (code == 0 || object["GroupInfo"] == nil)
    }

    func string(_ name: StaticString) -> String? {
        guard case .string(let text) = object[name] else {
            return nil
        }
        return text
    }

    func integer(_ name: StaticString) -> Int64? {
        guard case .integer(let number) = object[name] else {
            return nil
        }
        return number
    }

    /// The objects of a list.
    func objects(_ name: StaticString) -> [JSONObject] {
        guard case .array(let elements) = object[name] else {
            return []
        }
        return elements.compactMap { element in
            guard case .object(let object) = element else {
                return nil
            }
            return object
        }
    }

    /// The numbers under one name in the objects of a list.
    func integers(_ name: StaticString, in list: StaticString) -> [Int64] {
        objects(list).compactMap { object in
            guard case .integer(let number) = object[name] else {
                return nil
            }
            return number
        }
    }

    /// The texts under one name in the objects of a list.
    func strings(_ name: StaticString, in list: StaticString) -> [String] {
        objects(list).compactMap { object in
            guard case .string(let text) = object[name] else {
                return nil
            }
            return text
        }
    }
}
