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
            Serve.self, AppTools.self, Calls.self, Check.self, ClockTool.self, Copy.self, Export.self, FaultTool.self,
            Import.self, Ready.self, Reset.self,
            SeedTool.self, StoreTools.self, UserSigTools.self, WebhookTools.self, ListCommands.self, Version.self,
        ])
}
