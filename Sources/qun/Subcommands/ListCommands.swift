import ArgumentParser
import Commands
import Wire

struct ListCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "commands",
        abstract: "List the REST commands that this version carries out.")

    @Flag(help: "Print the page docs/commands.md.")
    var markdown = false

    func run() {
        print(markdown ? page : list, terminator: "")
    }

    private var list: String {
        CommandRegistry.entries.map { "\($0.name)\n" }.joined()
    }

    private var page: String {
        let rows = CommandRegistry.entries.map { entry in
            "| `\(entry.name.service.rawValue)` | `\(entry.name.command)` |\n"
        }
        return """
            # Commands

            Printed by `scripts/docs` from the registry; do not edit. \(CommandRegistry.entries.count) commands are \
            carried out.

            | Service | Command |
            |---|---|
            \(rows.joined())
            """
    }
}
