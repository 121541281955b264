import ArgumentParser

struct WebhookTools: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "See the events that the server tells an app's backend.",
        subcommands: [Listen.self, List.self, Show.self, Resend.self])
}
