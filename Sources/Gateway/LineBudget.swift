import NIOCore
import Synchronization

/// Lets so many lines about a subject into the log in a minute, and counts those that are left out.
///
/// Peers choose what is logged about them, so the subjects are bounded too: those that find no place share one.
///
/// - Concurrency: safe for use from any thread.
final class LineBudget<Subject: Hashable & Sendable>: Sendable {
    private struct Record {
        var end: NIODeadline
        var written = 0
        var omitted = 0
    }

    private struct State {
        /// By subject; under `nil` those that have no place of their own.
        var records: [Subject?: Record] = [:]
        /// When what is over may be looked for again.
        var nextSweep = NIODeadline.distantPast
    }

    private let linesPerMinute: Int
    private let maximumSubjects: Int
    private let state = Mutex(State())

    init(linesPerMinute: Int, maximumSubjects: Int = 1000) {
        self.linesPerMinute = linesPerMinute
        self.maximumSubjects = maximumSubjects
    }

    /// Subjects that are counted at present.
    var subjectCount: Int { state.withLock { $0.records.count } }

    /// Takes a line out of the budget.
    ///
    /// - Returns: how many lines about the subject were left out since the last one that was written; `nil` when this
    ///   one is to be left out too.
    func take(_ subject: Subject, at now: NIODeadline) -> Int? {
        state.withLock { state in
            let place = place(for: subject, in: &state, at: now)
            var record = state.records[place] ?? Record(end: now + .minutes(1))
            defer { state.records[place] = record }
            if record.end <= now {
                record.end = now + .minutes(1)
                record.written = 0
            }
            guard record.written < linesPerMinute else {
                record.omitted += 1
                return nil
            }
            record.written += 1
            defer { record.omitted = 0 }
            return record.omitted
        }
    }

    /// Finds a place for a subject; when all are taken, those whose minute is over are given up, once a second.
    private func place(for subject: Subject, in state: inout State, at now: NIODeadline) -> Subject? {
        guard state.records[subject] == nil, state.records.count >= maximumSubjects else {
            return subject
        }
        if state.nextSweep <= now {
            state.nextSweep = now + .seconds(1)
            state.records = state.records.filter { now < $0.value.end }
        }
        return state.records.count < maximumSubjects ? subject : nil
    }
}
