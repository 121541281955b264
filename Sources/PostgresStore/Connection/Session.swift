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
        var answers: [Int: [StatementResult]] = [:]
        /// That of the next statement of the present run.
        var place = 0

        init(_ ask: any StoreAsk) {
            self.ask = ask
        }
    }

    /// A statement whose rows are asked for, in the forms in which it is sent.
    private struct Question {
        let statements: [Statement]
        let isFirst: Bool
        let script: Script
        let place: Int
    }

    /// Statements that wait, by their places, and how many rows they must find or change together.
    private struct Check {
        let places: Range<Int>
        let count: Int
    }

    /// Whether rows of groups are locked as they are found.
    var locksGroups: Bool { mode == .writing }
    private let mode: Mode
    private let connection: PostgresConnection
    /// What goes before the next question: the beginning, and changes of rows.
    private var waiting: [Statement] = []
    /// What is looked at when those that wait are answered, where the server does not find out itself.
    private var checks: [Check] = []
    /// The forms of statements for tables that are divided; `nil` where they are not.
    private let division: CitusStatements?
    /// The bucket of what a transaction that writes is about.
    private var bucket: Int64 = 0
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
        division = connection.isDivided ? CitusStatements() : nil
    }

    /// Whether tables are divided by bucket among servers.
    var isDivided: Bool { division != nil }

    /// Begins a transaction; the server is told with the first statement.
    ///
    /// - Parameter bucket: of what a transaction that writes is about.
    func begin(about bucket: Int64 = 0) {
        assert(!isOpen, "a transaction ends before the next begins")
        self.bucket = bucket
        checks.removeAll()
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
        let results = try results(of: forms(sql.rawValue, parameters), first: first)
        return try results.count == 1 ? results[0].rows(read) : results.flatMap { try $0.rows(read) }
    }

    private func results(of statements: [Statement], first: Bool) throws -> [StatementResult] {
        guard let script else {
            return try roundTrip(statements)
        }
        defer { script.place += 1 }
        guard let answers = script.answers[script.place] else {
            questions.append(Question(statements: statements, isFirst: first, script: script, place: script.place))
            throw AnswerPending()
        }
        return answers
    }

    /// What is sent for a statement.
    private func forms(_ sql: String, _ parameters: [Parameter]) -> [Statement] {
        division?.statements(sql, parameters, about: bucket) ?? [Statement(sql, parameters)]
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
        var results = try roundTrip(ordered.flatMap(\.statements))[...]
        for question in ordered {
            question.script.answers[question.place] = Array(results.prefix(question.statements.count))
            results = results.dropFirst(question.statements.count)
        }
    }

    // MARK: Changing

    /// Records a statement that changes rows; it is sent with the next round trip, and its error comes out of that.
    ///
    /// - Parameter expecting: the number of rows that it must change, or find where it reads; other transactions have
    ///   changed rows when it does not, and this one is rolled back. The statement has no RETURNING.
    func run(_ sql: some RawRepresentable<String>, _ parameters: [Parameter], expecting: Int? = nil) throws {
        hasChanges = true
        guard let expecting else {
            waiting += forms(sql.rawValue, parameters)
            return
        }
        if isDivided {
            let beginning = waiting.count
            waiting += forms(sql.rawValue, parameters)
            checks.append(Check(places: beginning..<waiting.count, count: expecting))
        } else {
            waiting.append(Self.counting(Statement(sql.rawValue, parameters), expecting))
        }
    }

    /// A statement that the server refuses where it finds or changes another number of rows.
    ///
    /// The server itself must find out, as the statement may be on its way together with COMMIT.
    private static func counting(_ statement: Statement, _ count: Int) -> Statement {
        let check = "SELECT 1 / (count(*) = $\(statement.parameters.count + 1))::integer FROM"
        let sql =
            statement.sql.hasPrefix("SELECT")
            ? "\(check) (\(statement.sql)) AS found"
            : "WITH written AS (\(statement.sql) RETURNING 1) \(check) written"
        return Statement(sql, statement.parameters + [.integer(Int64(count))])
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
        if !checks.isEmpty {
            _ = try roundTrip([])
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

    /// Sends what waits; for sessions whose statements stand by themselves.
    func flush() throws {
        _ = try roundTrip([])
    }

    /// Takes all changes back, without waiting for the server.
    func rollBack() {
        finish(by: .rollBack)
    }

    private func finish(by sql: SQL) {
        isOpen = false
        waiting.removeAll()
        checks.removeAll()
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
        let checks = checks
        waiting.removeAll()
        self.checks.removeAll()
        hasBegun = true
        do {
            let results = try connection.exchange(before + statements)
            for check in checks where results[check.places].reduce(0, { $0 + $1.affectedRows }) != check.count {
                throw ConflictingWrite()
            }
            return Array(results.dropFirst(before.count))
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
