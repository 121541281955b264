/// A question to a store that is not about the row under a key: a page, a list, a count.
///
/// It is about what the store holds. A transaction asks before it changes anything, and what transactions of the same
/// batch have changed before is sent first.
package protocol StoreQuestion: Hashable, Sendable {
    associatedtype Answer: Sendable

    /// Asks the tables.
    func ask(_ tables: any StoreTables) throws -> Answer
}

/// The questions of a batch to one app's tables, and their answers.
final class Questions {
    private let tables: any StoreTables
    private let work: WorkState
    private var answers: [AnyHashable: any Sendable] = [:]
    private var wanted: [AnyHashable: any StoreAsk] = [:]

    init(_ tables: any StoreTables, _ work: WorkState) {
        self.tables = tables
        self.work = work
        work.join(self)
    }

    /// - Throws: ``ChangesUnsent``, ``RowsMissing``.
    func ask<Question: StoreQuestion>(_ question: Question) throws -> Question.Answer {
        assert(!work.hasOwnChanges, "a transaction asks before it changes anything")
        guard !work.hasUnsentChanges else {
            throw ChangesUnsent()
        }
        guard !work.answersAtOnce else {
            work.noteAsk()
            return try question.ask(tables)
        }
        guard let answer = answers[question] as? Question.Answer else {
            prefetch(question)
            throw RowsMissing()
        }
        return answer
    }

    /// Says that a question will be asked, so that it is answered together with what is asked next.
    func prefetch<Question: StoreQuestion>(_ question: Question) {
        guard !work.answersAtOnce, !work.hasUnsentChanges, answers[question] == nil else {
            return
        }
        work.noteAsk()
        wanted[question] = TableAsk(rowCount: 1) { [tables] in
            self.answers[question] = try question.ask(tables)
        }
    }
}

extension Questions: WorkingTableControl {
    func keepChanges() {}

    func undoChanges() {}

    func sendChanges() {
        answers.removeAll()
    }

    func forget() {
        answers.removeAll()
        wanted.removeAll()
    }

    func takeWanted() -> (any StoreAsk)? {
        guard !wanted.isEmpty else {
            return nil
        }
        defer { wanted.removeAll() }
        let asks = Array(wanted.values)
        return TableAsk(rowCount: asks.count) {
            for ask in asks {
                try ask.load()
            }
        }
    }
}
