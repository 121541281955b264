import StoreTransactions

/// The transaction of a connection that is under way, as the tables see it.
///
/// Statements that change rows wait until something is asked, or for the commit, and go in the same round trip.
///
/// - Concurrency: used by one thread at a time.
final class Session {
    enum Mode {
        /// Reads committed rows, and locks those of groups as they are found.
        case writing
        /// Reads one state of the store.
        case reading
        /// Each statement reads the state that it finds, without a transaction around it.
        case single
    }

    private enum SQL: String {
        case begin = "BEGIN ISOLATION LEVEL READ COMMITTED"
        case beginReading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case commit = "COMMIT"
        case rollBack = "ROLLBACK"
    }

    /// An ask of a round of asks, with the answers that it has got so far.
    private final class Script {
        let ask: any StoreAsk
        /// By the place of their statement in a run of the ask.
        var answers: [Int: StatementResult] = [:]
        /// That of the next statement of the present run.
        var place = 0

        init(_ ask: any StoreAsk) {
            self.ask = ask
        }
    }

    /// A statement whose rows are asked for.
    private struct Question {
        let statement: Statement
        let isFirst: Bool
        let script: Script
        let place: Int
    }

    /// Whether rows of groups are locked as they are found.
    var locksGroups: Bool { mode == .writing }
    private let mode: Mode
    private let connection: PostgresConnection
    /// What goes before the next question: the beginning, and changes of rows.
    private var waiting: [Statement] = []
    /// Whether the server has been told of the transaction.
    private var hasBegun = false
    /// Whether the transaction can still be committed.
    private(set) var isOpen = false
    /// Whether rows have been changed.
    private(set) var hasChanges = false
    /// The ask that runs within ``gather(_:)-([StoreAsk])``.
    private var script: Script?
    private var questions: [Question] = []

    init(_ connection: PostgresConnection, _ mode: Mode) {
        self.connection = connection
        self.mode = mode
    }

    /// Begins a transaction; the server is told with the first statement.
    func begin() {
        assert(!isOpen, "a transaction ends before the next begins")
        waiting =
            switch mode {
            case .writing: [Statement(SQL.begin.rawValue)]
            case .reading: [Statement(SQL.beginReading.rawValue)]
            case .single: []
            }
        hasBegun = false
        hasChanges = false
        isOpen = true
    }

    // MARK: Asking

    /// What is read of each row of an answer, in order.
    ///
    /// Within ``gather(_:)-([StoreAsk])`` an ask runs once more when its answer is there; else this is a round trip.
    ///
    /// - Parameter first: whether the statement goes to the front of its round trip, so that those behind it see what was
    ///   committed before its locks were got.
    /// - Throws: ``AnswerPending``, ``PostgresError``, and what `read` throws.
    func rows<Row>(
        _ sql: some RawRepresentable<String>, _ parameters: [Parameter], first: Bool = false,
        read: (borrowing ResultRow) throws -> Row
    ) throws -> [Row] {
        try result(sql, parameters, first: first).rows(read)
    }

    /// As ``rows(_:_:first:read:)``, of an answer whose rows are looked at one after the other.
    func result(
        _ sql: some RawRepresentable<String>, _ parameters: [Parameter], first: Bool = false
    ) throws -> StatementResult {
        let statement = Statement(sql.rawValue, parameters)
        guard let script else {
            return try roundTrip([statement])[0]
        }
        defer { script.place += 1 }
        guard let answer = script.answers[script.place] else {
            questions.append(Question(statement: statement, isFirst: first, script: script, place: script.place))
            throw AnswerPending()
        }
        return answer
    }

    /// Answers all asks, in one round trip where none needs a statement that depends on the answer of another.
    ///
    /// An ask runs from its beginning whenever an answer of it is there; it changes nothing before its last.
    ///
    /// - Throws: ``PostgresError``, and what asks throw.
    func gather(_ asks: [any StoreAsk]) throws {
        assert(script == nil, "an ask does not gather others")
        defer {
            script = nil
            questions.removeAll()
        }
        var scripts = asks.map(Script.init)
        while true {
            scripts = try scripts.filter { script in
                self.script = script
                script.place = 0
                do {
                    try script.ask.load()
                    return false
                } catch is AnswerPending {
                    return true
                }
            }
            script = nil
            guard !scripts.isEmpty else {
                return
            }
            try answerQuestions()
        }
    }

    /// As ``gather(_:)-([StoreAsk])``.
    func gather(_ asks: (() throws -> Void)...) throws {
        try gather(asks.map { SessionAsk(body: $0) })
    }

    private func answerQuestions() throws {
        let ordered = questions.filter(\.isFirst) + questions.filter { !$0.isFirst }
        questions.removeAll()
        for (question, result) in zip(ordered, try roundTrip(ordered.map(\.statement))) {
            question.script.answers[question.place] = result
        }
    }

    // MARK: Changing

    /// Records a statement that changes rows; it is sent with the next round trip, and its error comes out of that.
    ///
    /// - Parameter expecting: the number of rows that it must change; other transactions have changed rows when it does
    ///   not, and this one is rolled back. The statement has no RETURNING.
    func run(_ sql: some RawRepresentable<String>, _ parameters: [Parameter], expecting: Int? = nil) throws {
        hasChanges = true
        guard let expecting else {
            return waiting.append(Statement(sql.rawValue, parameters))
        }
        // the server itself must find out, as the statement may be on its way together with COMMIT
        waiting.append(
            Statement(
                """
                WITH written AS (\(sql.rawValue) RETURNING 1)
                SELECT 1 / (count(*) = $\(parameters.count + 1))::integer FROM written
                """, parameters + [.integer(Int64(expecting))]))
    }

    /// Runs statements without parameters and rows, parted by semicolons, at once.
    ///
    /// - Throws: ``PostgresError``.
    func run(script: String) throws {
        hasChanges = true
        _ = try roundTrip([])
        do {
            try connection.run(script: script)
        } catch {
            isOpen = false
            throw error
        }
    }

    // MARK: Ending

    /// Sends all changes, with further statements behind them, and commits them, in one round trip.
    ///
    /// A transaction of which the server has not been told ends in silence.
    ///
    /// - Returns: whether the server answered without a warning, which may say that the commit has not reached a standby.
    /// - Throws: ``PostgresError``; when that ends the connection, nobody knows whether the changes are committed.
    func commit(with last: [Statement] = []) throws -> Bool {
        guard hasBegun || waiting.count > 1 || !last.isEmpty else {
            isOpen = false
            return true
        }
        _ = connection.takeWarning()
        _ = try roundTrip(last + [Statement(SQL.commit.rawValue)])
        isOpen = false
        return !connection.takeWarning()
    }

    /// Ends a transaction that has only read, without waiting for the server.
    func end() {
        finish(by: .commit)
    }

    /// Takes all changes back, without waiting for the server.
    func rollBack() {
        finish(by: .rollBack)
    }

    private func finish(by sql: SQL) {
        isOpen = false
        waiting.removeAll()
        guard hasBegun, mode != .single, connection.isUsable else {
            return
        }
        do {
            try connection.sendOnly([Statement(sql.rawValue)])
        } catch {
            // the connection is lost, and its transaction with it; whoever uses it next learns so
            return
        }
    }

    private func roundTrip(_ statements: [Statement]) throws -> [StatementResult] {
        let before = waiting
        waiting.removeAll()
        hasBegun = true
        do {
            return Array(try connection.exchange(before + statements).dropFirst(before.count))
        } catch let error as PostgresError {
            isOpen = false
            // of all statements, only those of which a number of rows is expected can divide by zero
            throw error.state == "22012" ? ConflictingWrite() : error
        }
    }
}

private struct SessionAsk: StoreAsk {
    let body: () throws -> Void

    var rowCount: Int { 1 }

    func load() throws {
        try body()
    }
}
