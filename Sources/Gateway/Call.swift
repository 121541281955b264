package import Commands
package import Wire

/// A call whose URL and signature have been accepted.
package struct Call: Sendable {
    let admission: Admission
    /// The moment at which the call arrived, by the server's clock.
    package let arrival: UnixTime

    package var command: CommandName { admission.command }
    /// The app that the call is for.
    package var app: AppSettings { admission.app }
    /// The administrator who calls.
    package var caller: Account { admission.caller }
}
