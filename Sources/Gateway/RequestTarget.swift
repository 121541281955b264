import Health
import Wire

/// A request target, taken apart.
struct RequestTarget: Equatable {
    enum Path: Equatable {
        /// `/v4/<service>/<command>`; the text is what follows `/v4/`.
        case command(Substring)
        /// `/health` and the like
        case health(HealthQuestion)
    }

    let path: Path
    /// Whether slashes follow one another in the path, as clients send them whose base URL ends in one.
    let hasRepeatedSlashes: Bool
    private(set) var query = CallQuery()

    /// Takes a target apart: `/path?query`, or the same behind a scheme and a host as proxies send it.
    ///
    /// Several slashes in a row, anywhere in the path, count as one.
    ///
    /// - Throws: ``ErrorCode/malformedHTTP`` for any other path, and for percent-encoding that is cut off, is not
    ///   hexadecimal, or does not give UTF-8.
    init(_ text: String, maximumBytes: Int) throws(APIError) {
        guard text.utf8.count <= maximumBytes else {
            throw APIError(.malformedHTTP, "the URL is longer than \(maximumBytes) bytes")
        }
        let parts = Parts(of: text)
        let sent = text.slice(parts.path)
        let path = parts.isPathEncoded ? try Self.decode(sent) : sent
        if let path = Self.path(path) {
            self.path = path
            hasRepeatedSlashes = false
        } else if let path = Self.path(Self.joiningSlashes(of: path)) {
            self.path = path
            hasRepeatedSlashes = true
        } else {
            throw APIError(.malformedHTTP, "the path of the URL must be /v4/<service>/<command>")
        }
        for parameter in parts.parameters {
            let value = text.slice(parameter.value)
            let decoded = parameter.isEncoded ? try Self.decode(value) : value
            switch parameter.name {
            case .sdkAppID: query.sdkAppID = decoded
            case .identifier: query.identifier = decoded
            case .userSig: query.userSig = Secret(String(decoded))
            case .random:
                query.random = decoded
                query.randomPlace = parameter.isEncoded || parameter.value.isEmpty ? nil : parameter.value
            case .contentType: query.contentType = decoded
            case .unknown: break
            }
        }
    }

    /// Whether the path of a target is `/v4` or lies under it, whatever else is wrong with it.
    static func isUnderAPI(_ text: String) -> Bool {
        let parts = Parts(of: text)
        let sent = text.slice(parts.path)
        let path = joiningSlashes(of: (try? decode(sent)) ?? sent)
        return path == "/v4" || path.utf8.starts(with: "/v4/".utf8)
    }

    /// - Returns: `nil` for a path of another form, so also when slashes follow one another.
    private static func path(_ path: Substring) -> Path? {
        if let question = HealthQuestion(path: path) {
            return .health(question)
        }
        let name = path.dropFirst(4)
        let slash = name.utf8.firstIndex(of: UInt8(ascii: "/"))
        guard
            path.utf8.starts(with: "/v4/".utf8), let slash, slash != name.startIndex,
            case let command = name[slash...].dropFirst(), !command.isEmpty,
            !command.utf8.contains(UInt8(ascii: "/"))
        else {
            return nil
        }
        return .command(name)
    }

    private static func joiningSlashes(of path: Substring) -> Substring {
        var joined = ""
        for scalar in path.unicodeScalars where scalar != "/" || joined.unicodeScalars.last != "/" {
            joined.unicodeScalars.append(scalar)
        }
        return joined[...]
    }

    /// Decodes `%XX` once.
    private static func decode(_ value: Substring) throws(APIError) -> Substring {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.utf8.count)
        var rest = value.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
                throw APIError(.malformedHTTP, "the URL holds a % that two hexadecimal digits do not follow")
            }
            bytes.append(high << 4 | low)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw APIError(.malformedHTTP, "the URL holds percent-encoding that is not UTF-8")
        }
        return text[...]
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}

extension String {
    /// The text between two offsets of bytes.
    fileprivate func slice(_ range: Range<Int>) -> Substring {
        let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
        return self[start..<utf8.index(start, offsetBy: range.count)]
    }
}

/// Where the parts of a target stand, as offsets of bytes.
private struct Parts {
    enum Name {
        case sdkAppID
        case identifier
        case userSig
        case random
        case contentType
        case unknown
    }

    struct Parameter {
        let name: Name
        let value: Range<Int>
        /// Whether the value holds a `%`.
        let isEncoded: Bool
    }

    let path: Range<Int>
    /// Whether the path holds a `%`.
    let isPathEncoded: Bool
    private(set) var parameters: [Parameter] = []

    init(of text: String) {
        self =
            text.utf8.withContiguousStorageIfAvailable { Parts($0) }
            ?? Array(text.utf8).withUnsafeBufferPointer { Parts($0) }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let start = Self.pathStart(bytes)
        let question = bytes[start...].firstIndex(of: UInt8(ascii: "?"))
        path = start..<(question ?? bytes.count)
        isPathEncoded = bytes[path].contains(UInt8(ascii: "%"))
        guard var position = question.map({ $0 + 1 }) else {
            return
        }
        parameters.reserveCapacity(6)
        while position < bytes.count {
            position = takeParameter(bytes, from: position)
        }
    }

    /// Skips `scheme://host` of an absolute target.
    private static func pathStart(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard bytes.first != UInt8(ascii: "/"), let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
            return 0
        }
        guard bytes[colon...].starts(with: "://".utf8) else {
            return 0
        }
        return bytes[(colon + 3)...].firstIndex(of: UInt8(ascii: "/")) ?? 0
    }

    private mutating func takeParameter(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var equals: Int?
        var isEncoded = false
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "&") {
            switch bytes[end] {
            case UInt8(ascii: "=") where equals == nil: equals = end
            case UInt8(ascii: "%"): isEncoded = true
            default: break
            }
            end += 1
        }
        let name = Self.name(bytes[start..<(equals ?? end)])
        // A malformed value of an unknown parameter is refused too, so it has to be decoded.
        if name != .unknown || isEncoded {
            let value = equals.map { $0 + 1 } ?? end
            parameters.append(Parameter(name: name, value: value..<end, isEncoded: isEncoded))
        }
        return end + 1
    }

    private static func name(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Name {
        switch bytes.count {
        case 8 where bytes.isSpelled("sdkappid"): .sdkAppID
        case 10 where bytes.isSpelled("identifier"): .identifier
        case 7 where bytes.isSpelled("usersig"): .userSig
        case 6 where bytes.isSpelled("random"): .random
        case 11 where bytes.isSpelled("contenttype"): .contentType
        default: .unknown
        }
    }
}
