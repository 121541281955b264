import Wire

/// What a request target that was refused may tell the log: the path that was called, and the number of the app.
///
/// A client that forgets the question mark, or takes the parameters for parts of the path, puts its signature into the path. So
/// only what looks like a name is shown of it.
struct RefusedTarget {
    /// `/v4/group_open_http_svc/creat_group`; `…` stands for what cannot be a name.
    let path: String
    /// As the client has it, whether there is such an app or not.
    let sdkAppID: SDKAppID?

    private static let maximumSegments = 6

    /// - Parameter target: as sent.
    init(_ target: Secret) {
        let text = target.revealed.utf8
        let sent = text.prefix { $0 != UInt8(ascii: "?") }
        let segments = sent.split(separator: UInt8(ascii: "/"), maxSplits: Self.maximumSegments)
        path =
            "/"
            + segments.enumerated().map { index, segment in
                index < Self.maximumSegments && Self.isName(segment) ? String(decoding: segment, as: UTF8.self) : "…"
            }.joined(separator: "/")
        let name = "sdkappid="
        let parameter = text.dropFirst(sent.count + 1).split(separator: UInt8(ascii: "&")).last { parameter in
            parameter.starts(with: name.utf8)
        }
        sdkAppID = parameter.flatMap { UInt32(String(decoding: $0.dropFirst(name.utf8.count), as: UTF8.self)) }
            .map { SDKAppID($0) }
    }

    /// Whether a segment is no longer than any name, and has only the letters that names have.
    private static func isName(_ segment: Substring.UTF8View) -> Bool {
        (1...40).contains(segment.count)
            && segment.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."): true
                default: false
                }
            }
    }
}
