import ConsolePages
import Hummingbird
import HummingbirdCore
import NIOCore
import Wire

/// Answers with the files of the console, which hold no secret and need no token.
enum ConsoleResponse {
    /// What all of them are counted under.
    static let path = "/console"

    /// Scripts and styles come from files of this port alone, and no page of another may frame it.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    /// By path.
    private static let pages: [String: (page: ConsolePage, tag: String)] = {
        var pages: [String: (page: ConsolePage, tag: String)] = [:]
        for (place, page) in ConsolePage.all.enumerated() {
            let tag = "\"\(String(FNV1a.hash(page.bytes), radix: 16))\""
            pages["\(path)/\(page.name)"] = (page, tag)
            if place == 0 {
                pages["\(path)/"] = (page, tag)
            }
        }
        return pages
    }()

    /// The answer to a request for one of the files, or for what leads there; `nil` for everything else.
    static func find(_ head: HTTPRequest, _ path: String) -> Response? {
        guard head.method == .get || head.method == .head else {
            return nil
        }
        if path == "/" || path == Self.path {
            return Response(status: .seeOther, headers: [.location: "\(Self.path)/"])
        }
        guard let (page, tag) = pages[path] else {
            return nil
        }
        var headers: HTTPFields = [
            .cacheControl: "no-cache", .eTag: tag, .contentSecurityPolicy: policy, .xContentTypeOptions: "nosniff",
        ]
        guard head.headerFields[.ifNoneMatch] != tag else {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = page.mediaType
        let body =
            head.method == .head
            ? ResponseBody(contentLength: page.bytes.count) { try await $0.finish(nil) }
            : ResponseBody(byteBuffer: ByteBuffer(bytes: page.bytes))
        return Response(status: .ok, headers: headers, body: body)
    }
}
