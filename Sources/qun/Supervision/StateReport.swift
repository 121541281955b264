import Foundation
import Logging

/// What a server does at a moment, for people and for programs.
struct StateReport: Sendable {
    /// One line for people.
    struct Row: Sendable {
        let name: String
        let words: String
    }

    static let message = "state of the server"

    private(set) var rows: [Row] = []
    /// The same, for programs.
    private(set) var fields: Logger.Metadata = [:]

    mutating func add(_ name: String, _ words: String, _ fields: Logger.Metadata) {
        rows.append(Row(name: name, words: words))
        self.fields.merge(fields) { $1 }
    }
}

extension StateReport {
    /// What is known of any process of the server.
    ///
    /// - Parameters:
    ///   - uptime: how long it has run.
    ///   - descriptorCount: files and sockets that it may have open.
    init(uptime: Duration, descriptorCount: Int) {
        let seconds = Int(uptime / .seconds(1))
        add(
            "process", "\(getpid()), version \(Qun.version), up \(Self.words(forSeconds: seconds))",
            [
                "pid": .stringConvertible(getpid()), "version": "\(Qun.version)",
                "uptime_s": .stringConvertible(seconds),
            ])
        if let bytes = ProcessFigures.residentBytes {
            add(
                "memory", "\(Self.words(forBytes: Int(bytes))) resident",
                ["memory_bytes": .stringConvertible(Int(bytes))])
        }
        if let files = ProcessFigures.openFiles {
            add(
                "open files", "\(Int(files)) of \(descriptorCount)",
                [
                    "open_files": .stringConvertible(Int(files)),
                    "open_files_maximum": .stringConvertible(descriptorCount),
                ])
        }
    }

    /// A time in its two largest units: `3 d 4 h`.
    static func words(forSeconds seconds: Int) -> String {
        let units = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)]
        let first = units.firstIndex { seconds >= $0.1 } ?? units.count - 1
        var rest = seconds
        return units[first...].prefix(2).compactMap { name, size in
            let (count, remainder) = rest.quotientAndRemainder(dividingBy: size)
            rest = remainder
            return count > 0 || name == units[first].0 ? "\(count) \(name)" : nil
        }.joined(separator: " ")
    }

    /// A size in megabytes: `45.2 MB`.
    static func words(forBytes bytes: Int) -> String {
        String(format: "%.1f MB", Double(bytes) / 1_000_000)
    }
}
