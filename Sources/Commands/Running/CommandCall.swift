package import Apps
package import Wire

/// A call of a command that may be carried out, from whatever door it comes.
///
/// Whoever makes one has made sure that the caller may call; ``CommandRunner`` asks no more.
package struct CommandCall: Sendable {
    /// What is the same when a caller repeats a call.
    ///
    /// An object, because an app's settings are large and calls are handed on often.
    private final class Subject: Sendable {
        let name: CommandName
        let app: AppSettings
        let caller: Account
        let address: String?

        init(name: CommandName, app: AppSettings, caller: Account, address: String?) {
            self.name = name
            self.app = app
            self.caller = caller
            self.address = address
        }
    }

    private let subject: Subject
    /// The moment at which the call arrived, by the server's clock.
    package let arrival: UnixTime
    /// The header `traceparent` of the call, which names the caller's span; `nil` for most.
    package var traceParent: String?

    /// - Parameters:
    ///   - app: that the call is for.
    ///   - caller: an administrator of the app.
    ///   - address: the peer of the connection by which the call comes; `nil` where there is none.
    ///   - arrival: by the server's clock.
    package init(
        name: CommandName, app: AppSettings, caller: Account, address: String? = nil, arrival: UnixTime
    ) {
        self.init(Subject(name: name, app: app, caller: caller, address: address), arrival: arrival)
    }

    private init(_ subject: Subject, arrival: UnixTime) {
        self.subject = subject
        self.arrival = arrival
    }

    package var name: CommandName { subject.name }
    /// The app that the call is for.
    package var app: AppSettings { subject.app }
    /// The administrator who calls.
    package var caller: Account { subject.caller }
    /// The peer of the connection by which the call comes, without port; `nil` where there is none.
    package var address: String? { subject.address }

    /// The same call of the same caller at another moment, which costs next to nothing.
    package func repeated(at arrival: UnixTime) -> CommandCall {
        CommandCall(subject, arrival: arrival)
    }
}
