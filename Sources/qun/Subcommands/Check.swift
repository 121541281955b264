import ArgumentParser
import Configuration
import Foundation
import SQLiteStore

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the whole SQLite store of a data folder for damage, while no server runs on it.",
        discussion: """
            The exit code is 0 when nothing is damaged or missing. A store that was not closed becomes one that was, as \
            by a start and a stop. No check sees a value that was changed and is still a value. A PostgreSQL database \
            is checked by its own tools, such as pg_amcheck.
            """)

    @Option(
        help: ArgumentHelp(
            "The folder of the database and the generated keys. (default: ./qun-data)", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
    var config: String?

    func run() async throws {
        var settings: [String: ConfigContent] = [:]
        settings["data"] = data.map(ConfigContent.string)
        settings["config"] = config.map(ConfigContent.string)
        let configuration = try ServerConfiguration.load(
            flags: settings, environment: ProcessInfo.processInfo.environment, keyFiles: nil)
        guard case .dataFolder = configuration.store else {
            throw ConfigurationError(
                "qun check reads SQLite stores, and the store that is set is on PostgreSQL: pg_amcheck checks that")
        }
        let folder = URL(fileURLWithPath: configuration.dataFolder, isDirectory: true)
        let progress = CheckProgress()
        defer { progress.end() }
        let report = try StoreCheckReport(folder: folder) { file, bytes in
            progress.begin(file: file, bytes: bytes)
        }
        print(Self.text(of: report), terminator: "")
        guard report.isWhole else {
            throw ExitCode.failure
        }
    }

    private static func text(of report: StoreCheckReport) -> String {
        let lines =
            report.findings.map { "damaged: \($0)" } + report.losses.map { "missing: \($0)" }
            + [report.findings.isEmpty ? "\(report.file): no damage found" : "\(report.file) is damaged"]
        return lines.map { $0 + "\n" }.joined()
    }
}

/// Says every few seconds that a check goes on, on standard error.
private final class CheckProgress {
    private var timer: (any DispatchSourceTimer)?

    func begin(file: String, bytes: Int) {
        let start = DispatchTime.now()
        let line = "checking \(file), \(String(format: "%.1f", Double(bytes) / 1_000_000)) MB"
        FileHandle.standardError.write(Data((line + "\n").utf8))
        let timer = DispatchSource.makeTimerSource()
        timer.schedule(deadline: .now() + 5, repeating: 5)
        timer.setEventHandler {
            let seconds = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000
            FileHandle.standardError.write(Data("\(line): \(seconds) s\n".utf8))
        }
        timer.activate()
        self.timer = timer
    }

    func end() {
        timer?.cancel()
    }
}
