import Wire

/// What is known of a request, for the log and the metrics; a refusal leaves the rest unknown.
struct CallTrace {
    /// A command that exists; a name that only the client knows never gets here.
    var command: CommandName?
    /// The app, once it is known to exist.
    var sdkAppID: SDKAppID?
    /// The account that the caller claims to be.
    var caller: Account?
}
