import CLibPQ

/// Why PostgreSQL did not do what it was asked.
///
/// The text is for the log. It never holds values of statements, the URI or a password.
struct PostgresError: Error, CustomStringConvertible {
    enum Kind: Sendable, Equatable {
        /// There is no connection, or it is lost.
        case connection
        /// The server has said nothing for too long; the connection is given up.
        case silence
        /// The server has refused a statement.
        case statement
    }

    let kind: Kind
    /// The five characters of SQLSTATE; empty where the server has sent none.
    let state: String
    let text: String

    init(_ kind: Kind, state: String = "", _ text: String) {
        self.kind = kind
        self.state = state
        self.text = text
    }

    var description: String {
        state.isEmpty ? text : "\(text) (SQLSTATE \(state))"
    }

    /// Whether the connection is of no use any more.
    ///
    /// A server that is stopped, or has become a standby, says so in a refusal.
    var endsConnection: Bool {
        kind != .statement || Self.endingStates.contains(state) || state.hasPrefix("08") || isOfOtherSession
    }

    /// Whether the transaction may succeed when it runs again: others have changed what it has read.
    var isConflict: Bool {
        kind == .statement && Self.conflictStates.contains(state)
    }

    /// Whether the server has given up a statement that took too long, or waited too long for a lock.
    var isTimeOut: Bool {
        kind == .statement && (state == "55P03" || state == "57014")
    }

    /// Whether the server knows statements that this connection has not prepared, or does not know those that it has.
    var isOfOtherSession: Bool {
        kind == .statement && (state == "42P05" || state == "26000")
    }

    /// Shut down by the operator, after a crash, not ready, database dropped, idle in a transaction, read-only server.
    private static let endingStates: Set<String> = ["57P01", "57P02", "57P03", "57P04", "25P03", "25006"]
    /// Unique key, deadlock, serialization.
    private static let conflictStates: Set<String> = ["23505", "40P01", "40001"]
}

extension PostgresError {
    /// What the connection itself says is wrong with it.
    init(connection: OpaquePointer) {
        self.init(.connection, Self.oneLine(String(cString: PQerrorMessage(connection))))
    }

    /// A refusal; its detail, which holds values, is left out.
    init(refusal result: OpaquePointer) {
        func field(_ code: Int32) -> String {
            PQresultErrorField(result, code).map { String(cString: $0) } ?? ""
        }
        let state = field(Int32(UInt8(ascii: "C")))
        let text = Self.oneLine(field(Int32(UInt8(ascii: "M"))))
        // libpq makes results of its own without a state when the connection is lost
        self.init(
            state.isEmpty ? .connection : .statement, state: state, text.isEmpty ? "the connection is lost" : text)
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}

/// Another transaction has changed a row since it was read; the transaction runs again.
struct ConflictingWrite: Error, CustomStringConvertible {
    var description: String { "a row has been changed by another transaction" }
}

/// An ask waits for its answer, and is run again when it is there.
struct AnswerPending: Error {}
