import ArgumentParser
import Wire

/// A running server that is asked to do what a command would do itself otherwise.
struct AskedServer: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The control port of a running server, such as http://127.0.0.1:8081: that server does it, with its store.",
            valueName: "address"))
    var control: String?

    @Option(
        help: ArgumentHelp(
            "The server's control.token; QUN_CONTROL_TOKEN in the environment.",
            discussion: "Other users of the machine see the flags of a process."))
    var token: Secret?

    /// `nil` where no server is asked.
    var client: ControlClient? {
        control.map { ControlClient(address: $0, given: token) }
    }
}
