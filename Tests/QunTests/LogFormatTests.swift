import Configuration
import Foundation
import Testing

@testable import qun

@Suite("Form of the log")
struct LogFormatTests {
    private func format(
        _ format: LogFormat = .auto, isTerminal: Bool = true, identity: String? = "8:1234",
        environment: [String: String] = ["TERM": "xterm"]
    ) -> LogLine.Format {
        LogLine.Format(format, isTerminal: isTerminal, identity: identity, environment: environment)
    }

    @Test func `it is for people on a terminal, and for programs elsewhere, unless one is wanted`() {
        #expect(format().kind == .text)
        #expect(format(isTerminal: false) == .json)
        #expect(format(.json) == .json)
        #expect(format(.text, isTerminal: false) == .text)
    }

    @Test func `only a terminal that shows colours has them, and only where they are wanted`() {
        #expect(format().isColored)
        for environment in [["TERM": "dumb"], [:], ["TERM": "xterm", "NO_COLOR": "1"]] {
            #expect(!format(environment: environment).isColored)
        }
        #expect(format(environment: ["TERM": "xterm", "NO_COLOR": ""]).isColored)
        #expect(!format(.json).isColored)
        #expect(!format(.text, isTerminal: false).isColored)
    }

    @Test func `the journal gets levels, and nobody else`() {
        #expect(format(isTerminal: false, environment: ["JOURNAL_STREAM": "8:1234"]).hasPriority)
        #expect(!format(isTerminal: false, environment: ["JOURNAL_STREAM": "8:1235"]).hasPriority)
        #expect(!format(isTerminal: false).hasPriority)
        #expect(!format(isTerminal: false, identity: nil).hasPriority)
    }

    @Test func `a stream has an identity that changes with what is behind it`() {
        #expect(StandardStream.error.identity?.contains(":") == true)
    }

    @Test func `it is chosen by a flag, and by no other word than those`() throws {
        let configuration = try ServerConfiguration.load(
            flags: ["logFormat": .string("json")], environment: ["QUN_LOG_FORMAT": "text"])
        #expect(configuration.logFormat == .json)
        #expect(throws: ConfigurationError.self) {
            try ServerConfiguration.load(flags: ["logFormat": .string("xml")], environment: [:])
        }
    }

    @Test func `the header of identifiers is one that answers do not have`() throws {
        let configuration = try ServerConfiguration.load(
            flags: [:], environment: ["QUN_REQUEST_ID_HEADER": "X-Request-Id"])
        #expect(configuration.requestIDHeader == "X-Request-Id")
        for name in [
            "X Request", "content-LENGTH", "a:b", "Access-Control-Allow-Origin", "x\r\ny",
            String(repeating: "x", count: 65),
        ] {
            #expect(throws: ConfigurationError.self) {
                try ServerConfiguration.load(flags: [:], environment: ["QUN_REQUEST_ID_HEADER": name])
            }
        }
    }
}
