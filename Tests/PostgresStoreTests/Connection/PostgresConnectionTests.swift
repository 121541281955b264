import Testing

@testable import PostgresStore

@Suite struct PostgresConnectionTests {
    private enum SQL: String {
        case echoIntegers = "SELECT unnest($1::bigint[])"
        case echoTexts = "SELECT unnest($1::text[])"
        case echoBytes = "SELECT unnest($1::bytea[])"
        case echoBools = "SELECT unnest($1::boolean[])"
        case echo = "SELECT $1::bigint, $2::boolean, $3::bytea, $4::text, $5::bytea"
        case make = "CREATE TABLE numbers (number bigint PRIMARY KEY)"
        case insert = "INSERT INTO numbers SELECT unnest($1::bigint[])"
        case change = "UPDATE numbers SET number = number + 100 WHERE number = $1"
        case find = "SELECT number FROM numbers ORDER BY number"
        case count = "SELECT count(*) FROM numbers WHERE number < $1"
        case fail = "SELECT 1 / (count(*) - count(*)) FROM numbers"
    }

    private let database: TemporaryDatabase

    init() throws {
        database = try PostgresServer.shared().makeEmptyDatabase()
    }

    private func session(_ mode: Session.Mode = .writing) throws -> (session: Session, connection: PostgresConnection) {
        let connection = try database.connect()
        let session = Session(connection, mode)
        session.begin()
        return (session, connection)
    }

    /// A session on a database with a table that has been filled.
    private func filled(_ numbers: [Int64]) throws -> (session: Session, connection: PostgresConnection) {
        let (session, connection) = try session()
        try session.run(SQL.make, [])
        try session.run(SQL.insert, [.integers(numbers)])
        #expect(try session.commit())
        session.begin()
        return (session, connection)
    }

    @Test func `values come back as they were sent`() throws {
        let (session, _) = try session()
        let rows = try session.rows(
            SQL.echo, [.integer(.min), .bool(true), .bytes([0, 1, 255]), .text("群"), .text("a\u{0}b")]
        ) { row in
            (row.integer(0), row.bool(1), row.bytes(2), row.text(3), row.text(4))
        }
        let row = try #require(rows.first)
        #expect(row == (.min, true, [0, 1, 255], "群", "a\u{0}b"))
    }

    @Test func `nothing, and empty values, are told apart`() throws {
        let (session, _) = try session()
        let rows = try session.rows(
            SQL.echo, [.optionalInteger(nil), .optionalBool(nil), .bytes([]), .text(""), .optionalText(nil)]
        ) { row in
            [row.isNull(0), row.isNull(1), row.isNull(2), row.isNull(3), row.isNull(4)]
        }
        #expect(rows == [[true, true, false, false, true]])
    }

    @Test func `arrays come back as they were sent`() throws {
        let (session, _) = try session()
        #expect(try session.rows(SQL.echoIntegers, [.integers([1, .max, -1])]) { $0.integer(0) } == [1, .max, -1])
        #expect(try session.rows(SQL.echoIntegers, [.integers([])]) { $0.integer(0) } == [])
        #expect(
            try session.rows(SQL.echoIntegers, [.optionalIntegers([nil, 2])]) { $0.optionalInteger(0) } == [nil, 2])
        #expect(
            try session.rows(SQL.echoTexts, [.optionalTexts(["\\x41", nil, ""])]) { $0.optionalText(0) }
                == ["\\x41", nil, ""])
        #expect(
            try session.rows(SQL.echoBytes, [.byteStrings([[0], [], [92, 120]])]) { $0.bytes(0) }
                == [[0], [], [92, 120]])
        #expect(try session.rows(SQL.echoBools, [.bools([true, false])]) { $0.bool(0) } == [true, false])
    }

    @Test func `what is asked together is answered in one round trip, with the beginning and changes before it`() throws
    {
        let (session, connection) = try filled([1, 2, 3])
        let trips = connection.roundTrips
        var counts: [Int64] = []
        var numbers: [Int64] = []
        try session.run(SQL.insert, [.integers([4])])
        try session.gather(
            { counts += try session.rows(SQL.count, [.integer(3)]) { $0.integer(0) } },
            { numbers = try session.rows(SQL.find, [], first: true) { $0.integer(0) } })
        #expect(counts == [2])
        #expect(numbers == [1, 2, 3, 4])
        #expect(connection.roundTrips == trips + 1)
        #expect(try session.commit())
        #expect(connection.roundTrips == trips + 2)
    }

    @Test func `an ask whose second statement depends on the first runs until it has both`() throws {
        let (session, connection) = try filled([1, 2, 3])
        let trips = connection.roundTrips
        var count: [Int64] = []
        try session.gather({
            let last = try session.rows(SQL.find, []) { $0.integer(0) }.last ?? 0
            count = try session.rows(SQL.count, [.integer(last)]) { $0.integer(0) }
        })
        #expect(count == [2])
        #expect(connection.roundTrips == trips + 2)
    }

    @Test func `a change that meets fewer rows than expected is taken back with all others, together with COMMIT`()
        throws
    {
        let (session, _) = try filled([1])
        try session.run(SQL.insert, [.integers([2])])
        try session.run(SQL.change, [.integer(7)], expecting: 1)
        #expect(throws: ConflictingWrite.self) { try session.commit() }
        session.rollBack()
        #expect(try database.integers(SQL.find.rawValue) == [1])
    }

    @Test func `a change that meets as many rows as expected stands`() throws {
        let (session, _) = try filled([1])
        try session.run(SQL.change, [.integer(1)], expecting: 1)
        #expect(try session.commit())
        #expect(try database.integers(SQL.find.rawValue) == [101])
    }

    @Test func `a refusal says its state, and the connection goes on`() throws {
        let (session, connection) = try filled([1])
        #expect {
            try session.run(SQL.insert, [.integers([1])])
            _ = try session.rows(SQL.find, []) { $0.integer(0) }
        } throws: {
            let error = $0 as? PostgresError
            return error?.state == "23505" && error?.isConflict == true && error?.endsConnection == false
        }
        #expect(!session.isOpen)
        session.rollBack()
        session.begin()
        #expect(try session.rows(SQL.find, []) { $0.integer(0) } == [1])
        #expect(connection.isUsable)
    }

    @Test func `more than the socket holds goes both ways at once`() throws {
        let (session, _) = try session()
        let many = Array(0..<Int64(300_000))
        var answers: [[Int64]] = [[], [], []]
        try session.gather(
            { answers[0] = try session.rows(SQL.echoIntegers, [.integers(many)]) { $0.integer(0) } },
            { answers[1] = try session.rows(SQL.echoIntegers, [.integers(many)]) { $0.integer(0) } },
            { answers[2] = try session.rows(SQL.echoIntegers, [.integers(many)]) { $0.integer(0) } })
        #expect(answers == [many, many, many])
    }

    @Test func `a server that says nothing for too long loses its connection`() throws {
        var settings = try ConnectionSettings(uri: database.uri)
        settings.maximumSilence = .milliseconds(100)
        let connection = try PostgresConnection(settings)
        #expect {
            try connection.exchange([Statement("SELECT pg_sleep(60)")])
        } throws: {
            ($0 as? PostgresError)?.kind == .silence
        }
        #expect(!connection.isUsable)
    }

    @Test func `a connection that the server ends says so`() throws {
        let connection = try database.connect()
        let backend = try connection.exchange([Statement("SELECT pg_backend_pid()")])[0].rows { $0.integer(0) }
        try database.run("SELECT pg_terminate_backend(\(try #require(backend.first)), 5000)")
        #expect {
            try connection.exchange([Statement("SELECT 1")])
        } throws: {
            ($0 as? PostgresError)?.endsConnection == true
        }
        #expect(!connection.isUsable)
    }

    @Test func `time-outs are set on every connection`() throws {
        let connection = try database.connect()
        let statement = Statement(
            "SELECT current_setting($1)",
            [.text("statement_timeout")])
        #expect(try connection.exchange([statement])[0].rows { $0.text(0) } == ["10s"])
    }

    @Test func `a transaction that stands still ends before others give up waiting for its locks`() throws {
        let statement = Statement(
            """
            SELECT current_setting('idle_in_transaction_session_timeout')::interval
                < current_setting('lock_timeout')::interval
            """)
        #expect(try database.connect().exchange([statement])[0].rows { $0.bool(0) } == [true])
    }

    @Test func `a statement has the same name on every connection, and no other has it`() throws {
        let (one, other) = (try database.connect(), try database.connect())
        let (first, second) = (Statement("SELECT 1"), Statement("SELECT 2"))
        let names = Statement("SELECT name FROM pg_prepared_statements WHERE statement = $1", [.text(first.sql)])
        _ = try one.exchange([first, second])
        _ = try other.exchange([second, first])
        let found = try [one, other].map { try $0.exchange([names])[0].rows { $0.text(0) } }
        #expect(found[0].count == 1 && found[0] == found[1])
    }
}

@Suite struct ConnectionSettingsTests {
    private func value(_ name: String, of settings: ConnectionSettings) -> String? {
        settings.parameters.first { $0.name == name }?.value
    }

    @Test func `what the operator says goes before what is set otherwise`() throws {
        let settings = try ConnectionSettings(
            uri: "postgres://u:secret@a:1,b:2/db?connect_timeout=9&options=-c%20lock_timeout%3D1")
        #expect(value("connect_timeout", of: settings) == "9")
        #expect(value("target_session_attrs", of: settings) == "read-write")
        #expect(value("host", of: settings) == "a,b")
        #expect(!settings.setUp.contains { $0.contains("lock_timeout") })
        #expect(settings.setUp.contains { $0.contains("statement_timeout") })
    }

    @Test func `the place holds no secret`() throws {
        let settings = try ConnectionSettings(uri: "postgres://u:secret@a,b/db")
        #expect(settings.place == "a,b/db")
    }

    @Test func `an address that cannot be read is not repeated`() throws {
        #expect {
            try ConnectionSettings(uri: "postgres://u:sec%ret@host/db")
        } throws: {
            !"\($0)".contains("sec")
        }
    }

    @Test func `a server that is not there is named without a secret`() throws {
        let settings = try ConnectionSettings(uri: "postgres://u:secret@127.0.0.1:1/db")
        #expect {
            try PostgresConnection(settings)
        } throws: {
            ($0 as? PostgresError)?.kind == .connection && !"\($0)".contains("secret")
        }
    }
}
