import ArgumentParser
import Foundation
import Wire

/// Where the control port of a running server is, and what lets a caller in.
struct ControlOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The address of the server's control port.", valueName: "address"))
    var control = "http://127.0.0.1:8081"

    @Option(
        help: ArgumentHelp(
            "The server's control.token; QUN_CONTROL_TOKEN in the environment.",
            discussion: "Other users of the machine see the flags of a process."))
    var token: Secret?

    var client: ControlClient { ControlClient(address: control, given: token) }
}

extension ControlClient {
    /// - Parameter given: the token of the command line; `nil` for that of the environment, where there is one.
    init(address: String, given: Secret?) {
        let environment = ProcessInfo.processInfo.environment["QUN_CONTROL_TOKEN"].map { Secret($0) }
        self.init(address: address, token: given ?? environment)
    }
}

/// The app of a running server that is meant.
struct ControlledApp: ParsableArguments {
    @OptionGroup var place: ControlOptions

    @Option(name: .customLong("sdkappid"), help: "The app, where the server has several.")
    var sdkAppID: UInt32?

    /// The path of the routes about the app.
    func path(_ client: ControlClient) async throws -> String {
        try await client.pathOfApp(sdkAppID)
    }
}
