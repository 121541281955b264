package import Commands
package import Wire

/// A call whose URL and signature have been accepted.
package struct Call: Sendable {
    package let command: CommandName
    /// The app that the call is for.
    package let app: AppSettings
    /// The administrator who calls.
    package let caller: Account
    /// The moment at which the call arrived, by the server's clock.
    package let arrival: UnixTime
}
