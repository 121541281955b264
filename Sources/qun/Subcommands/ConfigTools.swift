import ArgumentParser

struct ConfigTools: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Check the settings that a server would have, or show them.",
        subcommands: [Check.self, Show.self])
}
