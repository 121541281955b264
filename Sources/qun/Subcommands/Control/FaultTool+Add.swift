import ArgumentParser
import Wire

extension FaultTool {
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a rule, and print it as a line of JSON.",
            discussion: """
                It hits every call, or every event, that is as its options say, from now on. Of several rules the one \
                that was added first does. Times are such as 1.5s, 200ms or 1m.
                """)

        @OptionGroup var place: ControlOptions

        // MARK: What it hits

        @Option(help: ArgumentHelp("Only calls and events of this app.", valueName: "sdkappid"))
        var app: UInt32?

        @Option(help: "Only calls of this command, with its service or without.")
        var command: String?

        @Option(help: ArgumentHelp("Only calls that name this group, or events in it.", valueName: "group"))
        var group: String?

        @Option(help: ArgumentHelp("Only calls of this account.", valueName: "account"))
        var caller: String?

        @Option(help: "Only this event: its CallbackCommand, or what follows Callback in it.")
        var event: String?

        @Option(help: "How many of them it hits: 0.1 is a tenth.")
        var chance: Double?

        @Option(help: "The hits after which it is spent.")
        var count: Int?

        // MARK: What it does

        @Option(help: "Refuse the call with this code.")
        var code: Int?

        @Option(help: ArgumentHelp("The ErrorInfo beside --code.", valueName: "text"))
        var info: String?

        @Option(help: "Answer this status of HTTP, with an empty body.")
        var status: Int?

        @Option(help: ArgumentHelp("Hold the answer so long; also beside what else is done.", valueName: "time"))
        var wait: WrittenTime?

        @Option(help: ArgumentHelp("Cut the connection: before or after the call is carried out.", valueName: "when"))
        var cut: String?

        @Option(help: ArgumentHelp("Write the answer in pieces of so many bytes.", valueName: "bytes"))
        var drip: Int?

        @Option(help: ArgumentHelp("The time between two pieces of --drip. Default: 100ms.", valueName: "time"))
        var every: WrittenTime?

        @Flag(help: "Lose events.")
        var loseWebhook = false

        @Option(help: ArgumentHelp("Delay events by so much.", valueName: "time"))
        var delayWebhook: WrittenTime?

        func validate() throws {
            guard every == nil || drip != nil else {
                throw ValidationError("--every stands beside --drip")
            }
        }

        func run() async throws {
            print(try await place.client.send("POST", FaultTool.path, body: rule).line)
        }

        /// As the control port takes it, which says what is wrong with it.
        var rule: [UInt8] {
            var writer = JSONWriter()
            writer.beginObject()
            writer.fieldIfGiven("app", app)
            writer.fieldIfGiven("command", command)
            writer.fieldIfGiven("group", group)
            writer.fieldIfGiven("caller", caller)
            writer.fieldIfGiven("event", event)
            writer.fieldIfGiven("chance", chance)
            writer.fieldIfGiven("count", count)
            writer.fieldIfGiven("wait", wait?.seconds)
            writer.fieldIfGiven("code", code)
            writer.fieldIfGiven("info", info)
            writer.fieldIfGiven("status", status)
            writer.fieldIfGiven("cut", cut)
            writer.fieldIfGiven("dripBytes", drip)
            writer.fieldIfGiven("dripEvery", drip.map { _ in every?.seconds ?? 0.1 })
            if loseWebhook {
                writer.flag("loseWebhook", true)
            }
            writer.fieldIfGiven("delayWebhook", delayWebhook?.seconds)
            writer.endObject()
            return writer.bytes
        }
    }

    /// A time as people write it.
    struct WrittenTime: ExpressibleByArgument {
        let seconds: Double

        init?(argument: String) {
            guard let duration = Duration(written: argument) else {
                return nil
            }
            seconds = duration / .seconds(1)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func fieldIfGiven(_ name: StaticString, _ text: String?) {
        if let text {
            field(name, text)
        }
    }

    fileprivate mutating func fieldIfGiven(_ name: StaticString, _ number: (some BinaryInteger)?) {
        if let number {
            field(name, number)
        }
    }

    fileprivate mutating func fieldIfGiven(_ name: StaticString, _ number: Double?) {
        if let number {
            key(name)
            plain(number.isFinite ? "\(number)" : "null")
        }
    }
}
