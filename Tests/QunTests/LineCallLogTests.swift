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
        level: .info, id: RequestID(process: "7f3a9c2e", connection: 12, request: 3), command: command, path: nil,
        sdkAppID: SDKAppID(1_400_000_000), caller: Account("administrator"), code: 0,
        note: nil, reason: nil, cause: nil, requestBytes: 30, answerBytes: 1_024, durationMicroseconds: 7,
        peer: "192.0.2.1", omittedLines: 0)

    private static let unknown = CallRecord(
        level: .notice, id: nil, command: nil, path: "/v4/none", sdkAppID: nil, caller: nil, code: 60_009, note: nil,
        reason: "no such service",
        cause: nil, requestBytes: 0, answerBytes: 80, durationMicroseconds: 0, peer: "2001:db8::1", omittedLines: 12)

    private static let full = CallRecord(
        level: .error, id: nil, command: command, path: nil, sdkAppID: SDKAppID(1), caller: Account("张三"), code: 10_002,
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
                + #""request_bytes":30,"request_id":"7f3a9c2e-12-3","sdkappid":1400000000}"# + "\n")
    }

    @Test func `a line for people has columns, the reason, and the rest as fields`() {
        #expect(
            line(Self.unknown, as: .text)
                == "Z notice   call refused  /v4/none                                 60009   0.000 ms  no such service"
                + " bytes=80 omitted=12 peer=2001:db8::1 request_bytes=0\n")
        #expect(
            line(Self.answered, as: .text)
                == "Z info     call answered  group_open_http_svc/get_group_info           0   0.007 ms  bytes=1024"
                + " caller=administrator peer=192.0.2.1 request_bytes=30 request_id=7f3a9c2e-12-3 sdkappid=1400000000\n"
        )
    }

    @Test func `colours of a line for people hide nothing of it`() {
        var colored = LogLine.Format.text
        colored.isColored = true
        for record in [Self.answered, Self.unknown, Self.full] {
            let text = line(record, as: colored)
            #expect(text.contains("\u{1B}["))
            let plain = text.replacing(/\u{1B}\[[0-9]+m/, with: "")
            #expect(plain == line(record, as: .text))
            #expect(!plain.unicodeScalars.contains { $0.value == 0x1B })
        }
    }

    @Test func `the journal gets the level of a line in front of it`() {
        var format = LogLine.Format.json
        format.hasPriority = true
        let written = Mutex<[UInt8]>([])
        for (record, priority) in [(Self.answered, "<6>{"), (Self.unknown, "<5>{"), (Self.full, "<3>{")] {
            LineCallLog(level: .info, label: "qun", format: format) { line in written.withLock { $0 = line } }
                .write(record)
            #expect(String(decoding: written.withLock { $0 }.prefix(4), as: UTF8.self) == priority)
        }
    }

    @Test(arguments: [answered, unknown, full], [LogLine.Format.json])
    func `a line is the one that a logger would write`(record: CallRecord, format: LogLine.Format) {
        let written = Mutex<[UInt8]>([])
        let logger = Logger(label: "qun") { label in
            LineLogHandler(label: label, format: format) { line in written.withLock { $0 = line } }
        }
        LoggerCallLog(logger).write(record)
        #expect(line(record, as: format) == Self.text(written))
    }
}
