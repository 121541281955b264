import ArgumentParser

/// The one executable.
@main
struct Qun: AsyncParsableCommand {
    /// The version of this source tree.
    static let version = "0.2.0"

    static let configuration = CommandConfiguration(
        commandName: "qun",
        abstract: "A self-hosted group-chat backend that speaks the REST API v4 of Tencent Cloud Chat.",
        version: version,
        subcommands: [
            Serve.self, AppTools.self, Backup.self, Calls.self, Check.self, ClockTool.self, ConfigTools.self, Copy.self,
            Export.self, FaultTool.self, Import.self, ListCommands.self, Ready.self, Reset.self, Restore.self,
            SeedTool.self, StoreTools.self, UserSigTools.self, Version.self, WebhookTools.self,
        ])

    /// Runs the subcommand that the arguments name, and ends the program.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            CommandLineFault(error: error, arguments: Array(CommandLine.arguments.dropFirst())).exit()
        }
    }
}
