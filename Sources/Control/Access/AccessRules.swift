import NIOCore
import Wire

/// Decides who may use the control port.
///
/// A browser sends requests to it for whatever page it shows. A page of another site is told by its `Origin`, and a name
/// that somebody has let point here (DNS rebinding) by the `Host`: only names that belong here are taken, and addresses, which
/// nobody can let point elsewhere.
struct AccessRules: Sendable {
    private let token: Secret?
    /// In lower case.
    private let hosts: Set<String>
    private let sessions: BrowserSessions

    init(token: Secret?, hosts: [String], sessions: BrowserSessions) {
        self.token = token
        self.hosts = Set(hosts.map { $0.lowercased() })
        self.sessions = sessions
    }

    /// What a request says of where it comes from.
    struct Claims {
        /// The header `Host`.
        var host: String?
        var origin: String?
        var authorization: String?
        /// What the cookie of a session says.
        var session: Secret?
        /// The header `X-Qun-CSRF`.
        var csrf: Secret?
        /// The header `Sec-Fetch-Site`, which browsers alone send.
        var fetchSite: String?

        /// Whether a browser has sent it, for whatever page it shows.
        var isBrowser: Bool { origin != nil || session != nil || fetchSite != nil }
    }

    /// Checks where a request comes from and what for.
    func checkPlace(_ claims: Claims) throws(ControlRefusal) {
        guard let host = claims.host, !host.isEmpty else {
            throw ControlRefusal(.hostMissing, "The request needs the header Host.")
        }
        guard isKnown(Self.name(ofAuthority: host)) else {
            throw ControlRefusal(
                .hostUnknown,
                "The name in the header Host is none of this server; use an address or localhost, or add the name to "
                    + "control.hosts.")
        }
        if let origin = claims.origin, origin != "http://\(host)", origin != "https://\(host)" {
            throw ControlRefusal(
                .originForeign, "Pages of other sites may not use the control port; leave the header Origin out.")
        }
    }

    /// Checks that the caller is let in.
    func checkCaller(_ claims: Claims, now: UnixTime) throws(ControlRefusal) {
        guard isLetIn(claims, now: now) else {
            throw ControlRefusal(
                .tokenWrong,
                "The request needs the header \"Authorization: Bearer TOKEN\" with the server's control.token, or the cookie "
                    + "of a session.")
        }
    }

    /// Checks that a request which changes something was made by a page of this port, where a browser has sent it.
    func checkChange(_ claims: Claims, now: UnixTime) throws(ControlRefusal) {
        guard claims.isBrowser else {
            return
        }
        guard let csrf = claims.csrf, csrf == sessionCSRF(claims, now: now) else {
            throw ControlRefusal(
                .csrfWrong,
                "The request comes from a browser and needs the header X-Qun-CSRF, whose value "
                    + "GET /control/v1/session answers.")
        }
    }

    // MARK: Sessions

    /// Whether a caller needs a token.
    var needsToken: Bool { token != nil }

    func isLetIn(_ claims: Claims, now: UnixTime) -> Bool {
        isAuthorized(claims.authorization) || claims.session.map { sessions.csrf(of: $0, now: now) != nil } ?? false
    }

    /// The value of `X-Qun-CSRF` for a caller who is let in.
    func sessionCSRF(_ claims: Claims, now: UnixTime) -> Secret? {
        guard needsToken else {
            return sessions.openCSRF
        }
        return claims.session.flatMap { sessions.csrf(of: $0, now: now) }
    }

    /// Begins a session of somebody who knows the token.
    ///
    /// - Returns: `nil` for a wrong token.
    func signIn(_ given: String, now: UnixTime) -> BrowserSessions.Session? {
        guard let token, Self.areSame(Array(given.utf8), Array(token.revealed.utf8)) else {
            return nil
        }
        return sessions.begin(now: now)
    }

    func signOut(_ claims: Claims) {
        if let session = claims.session {
            sessions.end(session)
        }
    }

    // MARK: Host

    private func isKnown(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == "localhost" || name.hasSuffix(".localhost") || hosts.contains(name)
            || (try? SocketAddress(ipAddress: name, port: 0)) != nil
    }

    /// The name before the port, without the brackets of an IPv6 address.
    private static func name(ofAuthority text: String) -> String {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return String(text[text.index(after: text.startIndex)..<end])
        }
        return text.firstIndex(of: ":").map { String(text[..<$0]) } ?? text
    }

    // MARK: Token

    private func isAuthorized(_ authorization: String?) -> Bool {
        guard let token else {
            return true
        }
        let scheme = "bearer "
        guard let authorization, authorization.lowercased().hasPrefix(scheme) else {
            return false
        }
        return Self.areSame(Array(authorization.utf8.dropFirst(scheme.utf8.count)), Array(token.revealed.utf8))
    }

    /// Compares bytes in a time that tells nothing but how many there are.
    static func areSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else {
            return false
        }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
