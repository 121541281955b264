/// Reads on one connection, which it opens again when it is lost.
///
/// - Concurrency: used by one thread at a time, which it blocks.
final class Reader {
    private let keeper: ConnectionKeeper
    private let mode: Session.Mode
    private let didRead: @Sendable (_ roundTrips: Int) -> Void
    private var session: (session: Session, connection: PostgresConnection)?

    /// - Parameter didRead: called after each transaction that succeeds, with the number of its round trips.
    init(
        _ keeper: sending ConnectionKeeper, _ mode: Session.Mode,
        didRead: @escaping @Sendable (_ roundTrips: Int) -> Void
    ) {
        self.keeper = keeper
        self.mode = mode
        self.didRead = didRead
    }

    /// Runs a transaction that reads, and again when the connection is lost.
    ///
    /// - Parameter answer: is called before the server has ended the transaction.
    func read<Value>(
        _ body: (Session) throws -> Value, answer: (Result<Value, any Error>) -> Void
    ) {
        var result = attempt(body, answer)
        if case .failure(let error as PostgresError)? = result, error.endsConnection, error.kind != .silence {
            result = attempt(body, answer)
        }
        if let result {
            answer(result)
        }
    }

    func close() {
        session = nil
        keeper.close()
    }

    /// - Returns: a failure, of which nobody has been told; `nil` when the answer has been told.
    private func attempt<Value>(
        _ body: (Session) throws -> Value, _ answer: (Result<Value, any Error>) -> Void
    ) -> Result<Value, any Error>? {
        do {
            let (session, connection) = try open()
            let trips = connection.roundTrips
            session.begin()
            do {
                let value = try body(session)
                didRead(connection.roundTrips - trips)
                answer(.success(value))
                session.end()
                return nil
            } catch {
                session.rollBack()
                throw error
            }
        } catch {
            return .failure(error)
        }
    }

    private func open() throws(PostgresError) -> (Session, PostgresConnection) {
        let connection = try keeper.connection()
        if let session, session.connection === connection {
            return session
        }
        let new = (session: Session(connection, mode), connection: connection)
        session = new
        return new
    }
}
