import Logging
import Synchronization
import Testing
import Wire

@testable import Gateway
@testable import qun

@Suite struct LineCallLogTests {
    private struct Failure: Error {}

    private static let command = CommandName(service: .groupOpen, command: "get_group_info")

    private static let answered = CallRecord(
        level: .info, command: command, sdkAppID: SDKAppID(1_400_000_000), caller: Account("administrator"), code: 0,
        note: nil, reason: nil, cause: nil, requestBytes: 30, answerBytes: 1_024, durationMicroseconds: 7,
        peer: "192.0.2.1", omittedLines: 0)

    private static let unknown = CallRecord(
        level: .notice, command: nil, sdkAppID: nil, caller: nil, code: 60_009, note: nil, reason: "no such service",
        cause: nil, requestBytes: 0, answerBytes: 80, durationMicroseconds: 0, peer: "2001:db8::1", omittedLines: 12)

    private static let full = CallRecord(
        level: .error, command: command, sdkAppID: SDKAppID(1), caller: Account("张三"), code: 10_002,
        note: "\u{1B}[2J", reason: "\u{202E}two\r\nwords\u{E0041}", cause: Failure(), requestBytes: 1, answerBytes: -1,
        durationMicroseconds: .max, peer: "", fault: 7, omittedLines: 1)

    /// What a call's line is without its time.
    private func line(_ record: CallRecord, as format: LogLine.Format) -> String {
        let written = Mutex<[UInt8]>([])
        LineCallLog(level: .info, label: "qun", format: format) { line in written.withLock { $0 = line } }.write(record)
        return Self.text(written)
    }

    private static func text(_ written: borrowing Mutex<[UInt8]>) -> String {
        let text = String(decoding: written.withLock { $0 }, as: UTF8.self)
        return String(text[(text.firstIndex(of: "Z") ?? text.startIndex)...])
    }

    @Test func `a line for programs is an object, with its fields in order`() {
        #expect(
            line(Self.answered, as: .json)
                == #"Z","level":"info","logger":"qun","message":"call answered","bytes":1024,"caller":"administrator","#
                + #""code":0,"command":"group_open_http_svc/get_group_info","duration_us":7,"peer":"192.0.2.1","#
                + #""request_bytes":30,"sdkappid":1400000000}"# + "\n")
    }

    @Test func `a line for people has words and quoted texts`() {
        #expect(
            line(Self.unknown, as: .text)
                == "Z notice call refused bytes=80 code=60009 command=unknown duration_us=0 omitted=12"
                + #" peer=2001:db8::1 reason="no such service" request_bytes=0"# + "\n")
    }

    @Test(arguments: [answered, unknown, full], [LogLine.Format.json, .text])
    func `a line is the one that a logger would write`(record: CallRecord, format: LogLine.Format) {
        let written = Mutex<[UInt8]>([])
        let logger = Logger(label: "qun") { label in
            LineLogHandler(label: label, format: format) { line in written.withLock { $0 = line } }
        }
        LoggerCallLog(logger).write(record)
        #expect(line(record, as: format) == Self.text(written))
    }
}
