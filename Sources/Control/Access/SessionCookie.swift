import Wire

/// The cookie by which a browser shows its session.
struct SessionCookie: Sendable {
    static let name = "qun-console"

    /// `nil` takes it away.
    let session: BrowserSessions.Session?

    /// The value of the header `Set-Cookie`.
    var header: String {
        let value = session?.id.revealed ?? ""
        let age = session == nil ? 0 : Int(BrowserSessions.seconds)
        return "\(Self.name)=\(value); Path=/; Max-Age=\(age); HttpOnly; SameSite=Strict"
    }

    /// The session that the header `Cookie` of a request shows.
    static func session(inHeader header: String) -> Secret? {
        let prefix = "\(name)="
        for pair in header.split(separator: ";") {
            let pair = pair.drop { $0 == " " }
            if pair.hasPrefix(prefix), pair.count > prefix.count {
                return Secret(String(pair.dropFirst(prefix.count)))
            }
        }
        return nil
    }
}
