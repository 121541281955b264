import ArgumentParser
import Commands
import Wire

struct ListCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commands",
        abstract: "List the REST commands of the protocol and which of them this version carries out.")

    @Flag(help: "Print the page docs/commands.md.")
    var markdown = false

    func run() {
        print(markdown ? page : list, terminator: "")
    }

    private var list: String {
        CommandRegistry.entries
            .map { "\($0.isAvailable ? "yes    " : "not yet")  \($0.name)\n" }
            .joined()
    }

    private var page: String {
        let available = CommandRegistry.entries.count(where: \.isAvailable)
        let rows = CommandRegistry.entries.map { entry in
            "| `\(entry.name.service.rawValue)` | `\(entry.name.command)` | \(entry.isAvailable ? "yes" : "not yet") |\n"
        }
        return """
            # Commands

            Printed by `scripts/docs` from the registry; do not edit. \(available) of \
            \(CommandRegistry.entries.count) commands are carried out. The others are known and answer 10003.

            | Service | Command | Carried out |
            |---|---|---|
            \(rows.joined())
            """
    }
}
