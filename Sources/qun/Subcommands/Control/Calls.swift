import ArgumentParser
import Foundation
import Wire

struct Calls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the last calls of a running server, or follow them.",
        discussion: """
            A line has the time, the code, the command, the caller and the app, how long the call took and where it came \
            from. Below a refused call stand why it was refused, and what to change.
            """)

    @Flag(name: .shortAndLong, help: "Go on with the calls that come.")
    var follow = false

    @Flag(help: "Only calls that were refused.")
    var failed = false

    @Option(help: "Only calls of this command, with its service or without.")
    var command: String?

    @Option(help: ArgumentHelp("Only calls of this app.", valueName: "sdkappid"))
    var app: UInt32?

    @Option(help: "Only calls that were answered with this code.")
    var code: Int?

    @Option(help: ArgumentHelp("Only calls of this account.", valueName: "account"))
    var caller: String?

    @Option(help: "How many calls are listed.")
    var limit = 20

    @Flag(help: "Show what was sent and answered, of a server that was started with --record-bodies.")
    var bodies = false

    @Flag(help: "Print a line of JSON for each call.")
    var json = false

    @OptionGroup var place: ControlOptions

    func validate() throws {
        guard (1...1_000).contains(limit) else {
            throw ValidationError("--limit must be from 1 to 1000")
        }
    }

    func run() async throws {
        let client = place.client
        let listed = try await client.get("/control/v1/calls", filter + [("limit", "\(limit)")])
        guard
            case .object(let answer)? = try? JSONParser.parse(listed), case .array(let calls)? = answer["calls"],
            case .integer(let last)? = answer["last"]
        else {
            throw ConfigurationError("what listens at \(place.control) is no control port of this version")
        }
        for case .object(let call) in calls {
            show(call)
        }
        guard follow else {
            return
        }
        try await client.follow("/control/v1/calls/stream", filter + [("after", "\(last)")]) { event, data in
            guard case .object(let value)? = try? JSONParser.parse(data.utf8) else {
                return
            }
            switch event {
            case "call": show(value)
            case "lost": StandardStream.error.write(Array("\(value.number("calls")) calls came too fast\n".utf8))
            default: break
            }
        }
        StandardStream.error.write(Array("the server has ended the stream\n".utf8))
    }

    private var filter: [(String, String)] {
        [
            failed ? ("failed", "true") : nil, bodies ? ("bodies", "true") : nil, command.map { ("command", $0) },
            app.map { ("app", "\($0)") },
            code.map { ("code", "\($0)") }, caller.map { ("caller", $0) },
        ].compactMap(\.self)
    }

    private func show(_ call: JSONObject) {
        StandardStream.output.write(Array(((json ? call.line : Self.lines(call)) + "\n").utf8))
    }

    /// A body as it is, but for what a terminal would act on.
    private static func harmless(_ body: String) -> String {
        String(
            String.UnicodeScalarView(
                body.unicodeScalars.map { scalar in
                    switch scalar.properties.generalCategory {
                    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: "\u{FFFD}"
                    default: scalar
                    }
                }))
    }

    /// A call for a person, whose terminal obeys nothing that is in it.
    static func lines(_ call: JSONObject) -> String {
        let milliseconds = Double(call.number("durationMicroseconds")) / 1_000
        let caller = call.text("caller").isEmpty ? "" : "  \(call.text("caller").visible)"
        let app = call.number("sdkappid") == 0 ? "" : "@\(call.number("sdkappid"))"
        let command = call.text("command").isEmpty ? "unknown" : call.text("command")
        var lines = [
            "\(LogTimestamp(milliseconds: call.number("time")))  \(call.number("code"))  \(command.visible)\(caller)\(app)"
                + "  \(milliseconds) ms  \(call.text("peer").visible)"
                + (call.number("fault") == 0 ? "" : "  fault \(call.number("fault"))")
        ]
        for name in ["reason", "note", "advice"] as [StaticString] where !call.text(name).isEmpty {
            lines.append("    " + call.text(name).visible)
        }
        for (mark, body) in [(">", call.text("request")), ("<", call.text("answer"))] where !body.isEmpty {
            lines.append("    \(mark) \(Self.harmless(body))")
        }
        return lines.joined(separator: "\n")
    }
}
