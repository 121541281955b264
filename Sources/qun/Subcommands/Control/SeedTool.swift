import ArgumentParser
import Foundation
import Wire

struct SeedTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Make the calls of a file in an app of a running server that was started with --dev or --demo.",
        discussion: """
            A line is {"command":"group_open_http_svc/create_group","body":{…}}, with the body that a client would send. \
            It stops at the first call that is refused.
            """)

    @OptionGroup var app: ControlledApp

    @Flag(help: "Reset the app to these calls from now on, until the server ends.")
    var keep = false

    @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file"))
    var file: String

    func run() async throws {
        let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
        guard let handle, let data = try? handle.readToEnd() ?? Data() else {
            throw ConfigurationError("the seed \(file) cannot be read")
        }
        let client = app.place.client
        let answer = try await client.send(
            "POST", "\(try await app.path(client))/seed", keep ? [("keep", "true")] : [], body: Array(data))
        print("\(answer.number("calls")) calls were made")
    }
}
