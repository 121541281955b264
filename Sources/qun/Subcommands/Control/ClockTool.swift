import ArgumentParser
import Wire

struct ClockTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Show the clock of an app of a running server, or set it.",
        discussion: """
            Mutes, the age of messages and the window in which a repeated message counts once go by it, and with \
            --signatures on the validity of UserSigs too. Setting needs a server that was started with --dev or --demo.
            """)

    /// Whether something is so, in a flag.
    enum Switch: String, ExpressibleByArgument, CaseIterable {
        case on
        case off
    }

    @OptionGroup var app: ControlledApp

    @Option(help: ArgumentHelp("Set it to a moment, in seconds since 1970.", valueName: "seconds"))
    var set: UInt32?

    @Option(help: ArgumentHelp("Put it forward by so much, such as 90s, 10m, 2h or 7d.", valueName: "time"))
    var advance: String?

    @Flag(help: "Let it stand still.")
    var freeze = false

    @Flag(help: "Let it go on.")
    var run = false

    @Option(help: "Its seconds for each of the server's.")
    var rate: Double?

    @Option(help: "Whether UserSigs expire by it: on or off.")
    var signatures: Switch?

    @Flag(help: "Set it back first, to what it was when the server started.")
    var reset = false

    func validate() throws {
        guard !(freeze && run) else {
            throw ValidationError("--freeze and --run are opposites; give one of them")
        }
        guard advance == nil || advancedSeconds != nil else {
            throw ValidationError("--advance must be a time such as 90s, 10m, 2h or 7d")
        }
    }

    func run() async throws {
        let client = app.place.client
        let path = "\(try await app.path(client))/clock"
        let body = body
        let clock =
            body.isEmpty
            ? try client.object(try await client.get(path, [])) : try await client.send("PUT", path, body: body)
        print(clock.line)
    }

    /// What is wanted, as JSON; empty where nothing is.
    private var body: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        let empty = writer.bytes.count
        if let set {
            writer.field("now", set)
        }
        if let advancedSeconds {
            writer.field("advance", advancedSeconds)
        }
        if freeze || run {
            writer.key("frozen")
            writer.plain("\(freeze)")
        }
        if let rate {
            writer.key("rate")
            writer.plain("\(rate)")
        }
        if let signatures {
            writer.key("signatures")
            writer.plain("\(signatures == .on)")
        }
        if reset {
            writer.key("reset")
            writer.plain("true")
        }
        guard writer.bytes.count > empty else {
            return []
        }
        writer.endObject()
        return writer.bytes
    }

    private var advancedSeconds: Int64? {
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let advance, let last = advance.last else {
            return nil
        }
        guard let unit = units[last] else {
            return Int64(advance)
        }
        let (seconds, isOverflow) = (Int64(advance.dropLast()) ?? .max).multipliedReportingOverflow(by: unit)
        return isOverflow ? nil : seconds
    }
}
