import Dispatch
import Foundation
import GRDB
import Logging
import Synchronization

/// The check of a whole database beside its use, on a connection and a thread of its own.
///
/// It reads one state of the store. Meanwhile the write-ahead log cannot begin anew, so a check during which it grows
/// too large is broken off. A check that did not end is made again at the next start.
///
/// What it cannot see: a value that was changed and is still a value.
final class IntegrityCheck: Sendable {
    private enum End: Sendable {
        case stop
        case largeLog
    }

    private struct State {
        /// Why the check is not to go on.
        var end: End?
        /// Whether there may be something to interrupt; the connection is not closed before.
        var isRunning = false
    }

    private let connection: DatabaseQueue
    private let folder: DataFolder
    private let logger: Logger
    private let maximumLogBytes: Int
    private let state = Mutex(State())
    private let running = DispatchGroup()

    /// - Parameters:
    ///   - connection: one that nobody else uses, and that only reads.
    ///   - maximumLogBytes: how large the write-ahead log may grow meanwhile.
    init(_ connection: DatabaseQueue, folder: DataFolder, logger: Logger, maximumLogBytes: Int = 1 << 30) {
        self.connection = connection
        self.folder = folder
        self.logger = logger
        self.maximumLogBytes = maximumLogBytes
    }

    /// What is wrong with a database, in words; empty when nothing is found.
    static func findings(in database: Database) throws -> [String] {
        var findings: [String] = []
        do {
            let rows = try String.fetchCursor(database, sql: "PRAGMA integrity_check(20)")
            while let row = try rows.next() {
                // the heading of those about pages tells nothing
                findings += row.split(separator: "\n").filter { !$0.hasPrefix("***") }.map(String.init)
            }
        } catch let error as DatabaseError where error.isDamage {
            // some damage ends the check itself
            findings.append(error.message ?? "it cannot be read")
        }
        return findings == ["ok"] ? [] : findings
    }

    /// Begins to check; to be called once.
    func start() {
        running.enter()
        state.withLock { $0.isRunning = true }
        // a thread of its own, which may be slow and must not be missing from a pool
        let thread = Thread {
            Self.yieldToOthers()
            self.run()
            self.running.leave()
        }
        thread.name = "qun.store.check"
        thread.start()
    }

    /// Breaks the check off where it has not ended, and closes its connection.
    ///
    /// It blocks for as long as it takes to read a page.
    func stop() throws {
        repeat {
            // again and again: an interruption that comes before the statement is lost
            breakOff()
        } while running.wait(timeout: .now() + .milliseconds(5)) == .timedOut
        try connection.close()
    }

    /// Waits for the end of the check.
    func wait() async {
        await withCheckedContinuation { continuation in
            running.notify(queue: .global()) { continuation.resume() }
        }
    }

    /// Lets the threads that answer calls go first.
    private static func yieldToOthers() {
        #if canImport(Glibc)
            // of this thread only
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }

    private func run() {
        let start = DispatchTime.now()
        let seconds = { @Sendable in (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000 }
        let timer = DispatchSource.makeTimerSource()
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.setEventHandler {
            self.breakOffIfLogIsLarge()
            if seconds() % 30 == 0 {
                self.logger.info("still checking the store", metadata: ["seconds": "\(seconds())"])
            }
        }
        timer.activate()
        let result = Result { try connection.unsafeRead(findingsUnlessEnded) }
        timer.cancel()
        state.withLock { $0.isRunning = false }
        report(result, seconds: seconds())
    }

    private func findingsUnlessEnded(_ database: Database) throws -> [String] {
        guard state.withLock(\.end) == nil else {
            throw DatabaseError(resultCode: .SQLITE_INTERRUPT)
        }
        return try Self.findings(in: database)
    }

    /// Breaks the check off when writes have made the log too large.
    func breakOffIfLogIsLarge() {
        guard let size = try? folder.logSize(), size > maximumLogBytes else {
            return
        }
        breakOff(.largeLog)
    }

    /// Breaks the check off, as a stop does.
    func breakOff() {
        breakOff(.stop)
    }

    private func breakOff(_ end: End) {
        state.withLock { state in
            state.end = state.end ?? end
            if state.isRunning {
                connection.interrupt()
            }
        }
    }

    private func report(_ result: Result<[String], any Error>, seconds: UInt64) {
        let duration: Logger.Metadata = ["seconds": "\(seconds)"]
        do {
            let findings = try result.get()
            guard findings.isEmpty else {
                return report(damage: findings, duration)
            }
            try folder.changeNote { $0.isUnchecked = false }
            logger.info("the check of the store found no damage", metadata: duration)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
            switch state.withLock(\.end) {
            case .largeLog:
                logger.warning(
                    """
                    the check of the store was broken off, because writes made the log large meanwhile; it is made again \
                    at the next start, or by qun check
                    """, metadata: duration)
            case .stop, nil:
                logger.info("the check of the store was broken off; the next start makes it again", metadata: duration)
            }
        } catch {
            logger.error("the store could not be checked", metadata: duration.merging(["error": "\(error)"]) { $1 })
        }
    }

    private func report(damage findings: [String], _ duration: Logger.Metadata) {
        logger.error(
            "the store is damaged; stop the server and put a backup in the place of the database",
            metadata: duration.merging(["findings": .array(findings.map { .string($0) })]) { $1 })
    }
}

extension DatabaseError {
    /// Whether it tells of a database that is damaged, or of a file that is none.
    var isDamage: Bool {
        resultCode == .SQLITE_CORRUPT || resultCode == .SQLITE_NOTADB
    }
}
