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
    private unowned let work: WorkState
    private var isUsed = false
    private var answers: [AnyHashable: any Sendable] = [:]
    private var wanted: [AnyHashable: any StoreAsk] = [:]

    init(_ tables: any StoreTables, _ work: WorkState) {
        self.tables = tables
        self.work = work
    }

    /// - Throws: ``ChangesUnsent``, ``RowsMissing``.
    func ask<Question: StoreQuestion>(_ question: Question) throws -> Question.Answer {
        assert(!work.hasOwnChanges, "a transaction asks before it changes anything")
        guard !work.hasUnsentChanges else {
            throw ChangesUnsent()
        }
        guard !work.answersAtOnce else {
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
        use()
        wanted[question] = TableAsk(rowCount: 1) { [tables] in
            self.answers[question] = try question.ask(tables)
        }
    }
}

extension Questions {
    /// Lets the batch know that there are questions.
    private func use() {
        guard !isUsed else {
            return
        }
        isUsed = true
        work.use(
            TableSteps(
                // what was answered may be so no longer
                place: .questions, sendChanges: { [unowned self] in answers.removeAll() },
                carryOut: { [unowned self] step in
                    switch step {
                    case .keepChanges, .undoChanges: break
                    case .forget: forget()
                    case .takeWanted(let asks): takeWanted(asks)
                    }
                },
                keepRows: { [unowned self] in
                    forget()
                    return 0
                }))
    }

    private func forget() {
        answers.removeAll()
        wanted.removeAll()
        isUsed = false
    }

    private func takeWanted(_ asks: WantedRows) {
        for ask in wanted.values {
            asks.add(ask)
        }
        wanted.removeAll()
    }
}
