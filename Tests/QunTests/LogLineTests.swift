import Foundation
import Logging
import Synchronization
import Testing
import Wire

@testable import qun

@Suite struct LogLineTests {
    private func line(_ message: String, _ fields: Logger.Metadata, as format: LogLine.Format) -> String {
        let line = LogLine(
            time: LogTimestamp(secondsSince1970: 0), level: .notice, logger: "qun", message: message, fields: fields)
        return String(decoding: line.bytes(as: format), as: UTF8.self)
    }

    private static let fields: Logger.Metadata = [
        "command": "openim/querystate", "code": .stringConvertible(7), "reason": "two words",
        "list": ["a", ["b": "c"]], "empty": "",
    ]

    @Test func `a line for programs is an object, with its fields in order`() {
        #expect(
            line("call refused", Self.fields, as: .json)
                == #"{"time":"1970-01-01T00:00:00.000Z","level":"notice","logger":"qun","message":"call refused","#
                + #""code":7,"command":"openim/querystate","empty":"","list":["a",{"b":"c"}],"reason":"two words"}"#
                + "\n")
    }

    @Test func `a line for people has words and quoted texts`() {
        #expect(
            line("call refused", Self.fields, as: .text)
                == #"1970-01-01T00:00:00.000Z notice   call refused code=7 command=openim/querystate empty="""#
                + #" list=["a",{"b":"c"}] reason="two words""# + "\n")
    }

    @Test(arguments: [LogLine.Format.json, .text])
    func `nothing in it is obeyed by a terminal or hidden from it`(format: LogLine.Format) {
        let evil = "\u{1B}[2J\r\n\u{202E}\u{9B}\u{200B}\u{E0041}"
        let text = line(evil, [evil: .string(evil), "in": [.string(evil), [evil: .string(evil)]]], as: format)
        let hidden = text.dropLast().unicodeScalars.filter { $0.value < 0x20 || $0.value >= 0x7F }
        #expect(hidden.isEmpty)
        #expect(text.components(separatedBy: #"\u001b[2J\u000d\u000a\u202e\u009b\u200b\udb40\udc41"#).count == 7)
    }

    @Test(arguments: [LogLine.Format.json, .text])
    func `text in any script is readable`(format: LogLine.Format) {
        #expect(line("群", ["caller": "张三"], as: format).contains("张三"))
    }

    @Test func `what an event says goes before what its logger says, and an error is a field`() {
        struct Failure: Error {}
        let written = Mutex<[UInt8]>([])
        var handler = LineLogHandler(label: "test", format: .text) { line in written.withLock { $0 = line } }
        handler[metadataKey: "a"] = "logger"
        handler[metadataKey: "b"] = "logger"
        handler.log(
            event: LogEvent(
                level: .info, message: "hello", error: Failure(), metadata: ["b": "event"], source: "", file: "",
                function: "", line: 0))
        let text = String(decoding: written.withLock { $0 }, as: UTF8.self)
        #expect(text.hasSuffix("Z info     hello a=logger b=event error=Failure()\n"))
    }
}
