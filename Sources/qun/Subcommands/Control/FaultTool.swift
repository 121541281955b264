import ArgumentParser
import Wire

struct FaultTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault",
        abstract: "Let a running server do something wrong on purpose: add a rule, list them, drop some.",
        discussion: "The server was started with --dev or --demo; it forgets all rules when it ends.",
        subcommands: [Add.self, List.self, Drop.self])

    static let path = "/control/v1/faults"

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the rules, each as a line of JSON with how often it has hit.")

        @OptionGroup var place: ControlOptions

        @Option(help: ArgumentHelp("Only the rules that name this app.", valueName: "sdkappid"))
        var app: UInt32?

        func run() async throws {
            let client = place.client
            let query = app.map { [("app", "\($0)")] } ?? []
            let answer = try client.object(try await client.get(FaultTool.path, query))
            guard case .array(let faults)? = answer["faults"] else {
                throw ConfigurationError("what listens at \(place.control) is no control port of this version")
            }
            for case .object(let fault) in faults {
                print(fault.line)
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drop a rule by its number, and print it as it was; or drop all.")

        @OptionGroup var place: ControlOptions

        @Argument(help: "The rule's number.")
        var number: UInt32?

        @Flag(help: "Drop all rules.")
        var all = false

        @Option(help: ArgumentHelp("Drop all rules that name this app.", valueName: "sdkappid"))
        var app: UInt32?

        func validate() throws {
            guard [number != nil, all, app != nil].count(where: \.self) == 1 else {
                throw ValidationError("name the rule to drop by its number, or give --all or --app")
            }
        }

        func run() async throws {
            let client = place.client
            if let number {
                print(try await client.send("DELETE", "\(FaultTool.path)/\(number)").line)
            } else {
                let query = app.map { [("app", "\($0)")] } ?? []
                let answer = try await client.send("DELETE", FaultTool.path, query)
                print("\(answer.number("dropped")) rules were dropped")
            }
        }
    }
}
