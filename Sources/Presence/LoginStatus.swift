/// How an account, or one of its terminals, can be reached.
///
/// A raw value is the name on the wire.
///
/// - Source: protocol reference file 60, section 7.
package enum LoginStatus: String, Sendable {
    /// At least one terminal has a connection.
    case online = "Online"
    /// No connection, but a phone or tablet that had one in the last seven days and did not log out.
    case pushOnline = "PushOnline"
    case offline = "Offline"
}

/// An account's terminals of one platform, taken together.
package struct PlatformStatus: Sendable, Equatable {
    package let platform: Platform
    /// Never ``LoginStatus/offline``.
    package let status: LoginStatus

    package init(platform: Platform, status: LoginStatus) {
        self.platform = platform
        self.status = status
    }
}
