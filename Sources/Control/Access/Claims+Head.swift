import Hummingbird
import Wire

extension AccessRules.Claims {
    /// What the head of a request says.
    init(_ head: HTTPRequest) {
        host = head.authority
        origin = head.headerFields[.origin]
        authorization = head.headerFields[.authorization]
        session = head.headerFields[.cookie].flatMap(SessionCookie.session)
        csrf = Self.value(of: "x-qun-csrf", in: head).map { Secret($0) }
        fetchSite = Self.value(of: "sec-fetch-site", in: head)
    }

    /// - Parameter name: in lower case.
    private static func value(of name: String, in head: HTTPRequest) -> String? {
        head.headerFields.first { $0.name.canonicalName == name }?.value
    }
}
