import Logging
import Testing

@testable import qun

@Suite("Report of a server's state")
struct StateReportTests {
    @Test(arguments: [
        (0, "0 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (3_600, "1 h"), (3_660, "1 h 1 min"),
        (90_000, "1 d 1 h"), (86_400, "1 d"), (86_460, "1 d"),
    ])
    func `a time is told in its two largest units`(seconds: Int, words: String) {
        #expect(StateReport.words(forSeconds: seconds) == words)
    }

    @Test func `what is known of any process is in it, for people and for programs`() {
        let report = StateReport(uptime: .seconds(61), descriptorCount: 1_024)
        #expect(report.rows.first?.words.hasSuffix("version \(Qun.version), up 1 min 1 s") == true)
        #expect(report.fields["uptime_s"].map { "\($0)" } == "61")
        #expect(report.fields["version"] == .string(Qun.version))
        #expect(report.fields["open_files_maximum"].map { "\($0)" } == "1024")
    }

    @Test func `a server that starts says so`() {
        var report = StateReport(uptime: .zero, descriptorCount: 1)
        RunningServer().report(&report)
        #expect(report.fields["starting"] == "true")
    }

    @Test func `the last errors of the log are kept, and no other lines`() {
        let recent = RecentErrors()
        let handler = LineLogHandler(label: "qun", format: .json, recentErrors: recent) { _ in }
        let logger = Logger(label: "qun") { _ in handler }
        logger.warning("not this one")
        for number in 1...7 {
            logger.error("error", metadata: ["number": "\(number)"])
        }
        #expect(recent.lines.map { String($0.suffix(1)) } == ["3", "4", "5", "6", "7"])
        #expect(recent.lines.allSatisfy { $0.contains("error error number=") || $0.contains("error    error") })
    }
}
