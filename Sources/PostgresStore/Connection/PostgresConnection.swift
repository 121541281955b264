import CLibPQ
import Foundation
import Wire

/// A statement with the values of its parameters.
struct Statement: Sendable {
    let sql: String
    let parameters: [Parameter]

    init(_ sql: String, _ parameters: [Parameter] = []) {
        self.sql = sql
        self.parameters = parameters
    }
}

/// A connection to a PostgreSQL server, through libpq.
///
/// - Statements are sent in pipelines, many in one round trip. They are prepared under a name at their first use, sent and
///   answered in binary format.
/// - Each wait ends when the server says nothing for too long.
/// - Concurrency: used by one thread at a time, which it blocks.
final class PostgresConnection {
    /// What the server is to answer, in the order of sending.
    private enum Awaited {
        /// That the statement is prepared.
        case preparation(sql: String)
        case result
        /// The end of a pipeline.
        case end
    }

    private let handle: OpaquePointer
    private let maximumSilence: Duration
    /// Whether the database's tables are divided by bucket among servers.
    let isDivided: Bool
    private let notices = Notices()
    private var awaited: [Awaited] = []
    /// The pipelines whose answers nobody waits for, which the server has not ended yet.
    private var unreadPipelines = 0
    /// The names of statements by their text.
    private var names: [String: String] = [:]
    private var buffer: [UInt8] = []
    /// How often a pipeline has been sent and its end waited for.
    private(set) var roundTrips = 0

    /// Connects, which can take as long as `connect_timeout` for each address.
    init(_ settings: ConnectionSettings) throws(PostgresError) {
        maximumSilence = settings.maximumSilence
        isDivided = settings.isDivided
        handle = try Self.connect(settings.parameters)
        PQsetNoticeReceiver(handle, takeNotice, Unmanaged.passUnretained(notices).toOpaque())
        let isReady = PQsetnonblocking(handle, 1) == 0 && PQenterPipelineMode(handle) == 1
        guard isReady else {
            throw PostgresError(connection: handle)
        }
        do {
            _ = try exchange(settings.setUp.map { Statement($0) })
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.connection, "\(error)")
        }
    }

    deinit {
        PQfinish(handle)
    }

    /// Whether statements can be sent; a connection that is lost stays so.
    private(set) var isUsable = true

    /// Sends statements in one pipeline and waits for their answers.
    ///
    /// The server makes one transaction of them when none is open. A refused statement keeps those behind it from being
    /// carried out.
    ///
    /// - Returns: the answers, in the order of the statements.
    /// - Throws: ``PostgresError``, the first.
    func exchange(_ statements: [Statement]) throws -> [StatementResult] {
        try send(statements)
        roundTrips += 1
        while unreadPipelines > 0 {
            // nobody has waited for these, nor for their errors
            _ = try? receivePipeline()
            unreadPipelines -= 1
            try requireUsable()
        }
        return try receivePipeline()
    }

    /// Sends statements in one pipeline, whose answers are passed over when the next ones are waited for.
    func sendOnly(_ statements: [Statement]) throws {
        try send(statements)
        unreadPipelines += 1
    }

    /// Runs statements without parameters and rows, parted by semicolons, in a round trip of their own.
    ///
    /// - Throws: ``PostgresError``.
    func run(script: String) throws {
        try runOutsidePipelines(script)
    }

    /// Runs a statement `COPY … FROM STDIN`, in round trips of their own.
    ///
    /// - Parameter data: all that the statement is to read.
    /// - Throws: ``PostgresError``.
    func copy(_ sql: String, _ data: [UInt8]) throws {
        try runOutsidePipelines(sql) {
            let isQueued = data.withUnsafeBytes { bytes in
                PQputCopyData(
                    handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count)) == 1
                    && PQputCopyEnd(handle, nil) == 1
            }
            guard isQueued else {
                throw lost()
            }
            try flush()
        }
    }

    /// - Parameter sendData: called when the server is ready to read what the statement copies.
    private func runOutsidePipelines(_ script: String, sendData: () throws -> Void = {}) throws {
        while unreadPipelines > 0 {
            _ = try? receivePipeline()
            unreadPipelines -= 1
        }
        try requireUsable()
        guard PQexitPipelineMode(handle) == 1, PQsendQuery(handle, script) == 1 else {
            throw lost()
        }
        try flush()
        var failure: PostgresError?
        while let result = try nextResult() {
            let status = PQresultStatus(result)
            if status == PGRES_FATAL_ERROR {
                failure = PostgresError(refusal: result)
            }
            PQclear(result)
            if status == PGRES_COPY_IN {
                try sendData()
            }
        }
        if let failure, failure.endsConnection {
            isUsable = false
            throw failure
        }
        guard PQenterPipelineMode(handle) == 1 else {
            throw lost()
        }
        if let failure {
            throw failure
        }
    }

    /// The number of the server's process, as it was told when the connection was made; that of a pooler is another.
    var announcedProcess: Int64 { Int64(PQbackendPID(handle)) }

    /// Waits for what other connections notify on channels that this one listens to.
    ///
    /// - Returns: their payloads, in order; none when the alarm has rung.
    func notifications(until alarm: Alarm) throws(PostgresError) -> [String] {
        try requireUsable()
        while true {
            var payloads: [String] = []
            while let notification = PQnotifies(handle) {
                payloads.append(String(cString: notification.pointee.extra))
                PQfreemem(notification)
            }
            guard payloads.isEmpty else {
                return payloads
            }
            var descriptors = [
                pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0),
                pollfd(fd: alarm.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&descriptors, 2, -1) > 0 || errno == EINTR else {
                throw lost()
            }
            guard descriptors[1].revents == 0 else {
                return []
            }
            guard PQconsumeInput(handle) == 1 else {
                throw lost()
            }
        }
    }

    /// Whether the server has warned of something since the last time: at COMMIT it warns when it no longer waits for a
    /// standby, and answers OK.
    func takeWarning() -> Bool {
        notices.takeWarning()
    }

    /// Gives the connection up, so that the server learns of it at once.
    func abandon() {
        isUsable = false
        shutdown(PQsocket(handle), Int32(SHUT_RDWR))
    }

    // MARK: Connecting

    private static func connect(
        _ parameters: [(name: String, value: String)]
    ) throws(PostgresError) -> OpaquePointer {
        let texts = parameters.flatMap { [strdup($0.name), strdup($0.value)] }
        defer { texts.forEach { free($0) } }
        let names = stride(from: 0, to: texts.count, by: 2).map { texts[$0].map { UnsafePointer($0) } } + [nil]
        let values = stride(from: 1, to: texts.count, by: 2).map { texts[$0].map { UnsafePointer($0) } } + [nil]
        guard let handle = PQconnectdbParams(names, values, 0) else {
            throw PostgresError(.connection, "there is no memory for a connection")
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            let error = PostgresError(connection: handle)
            PQfinish(handle)
            throw error
        }
        return handle
    }

    // MARK: Sending

    private func send(_ statements: [Statement]) throws(PostgresError) {
        try requireUsable()
        for statement in statements {
            try queue(statement)
        }
        guard PQpipelineSync(handle) == 1 else {
            throw lost()
        }
        awaited.append(.end)
        try flush()
    }

    private func queue(_ statement: Statement) throws(PostgresError) {
        let name = try prepare(statement)
        let parameters = statement.parameters
        buffer.removeAll(keepingCapacity: true)
        var ranges: [Range<Int>?] = []
        ranges.reserveCapacity(parameters.count)
        for parameter in parameters {
            let start = buffer.count
            ranges.append(parameter.encode(into: &buffer) ? start..<buffer.count : nil)
        }
        // an empty value has an address too
        buffer.append(0)
        let isQueued = buffer.withUnsafeBytes { bytes in
            let values = ranges.map { range in
                range.flatMap { bytes.baseAddress?.advanced(by: $0.lowerBound).assumingMemoryBound(to: CChar.self) }
            }
            let lengths = ranges.map { Int32($0?.count ?? 0) }
            let formats = [Int32](repeating: 1, count: ranges.count)
            return PQsendQueryPrepared(handle, name, Int32(ranges.count), values, lengths, formats, 1) == 1
        }
        guard isQueued else {
            throw lost()
        }
        awaited.append(.result)
    }

    /// - Returns: the name under which the server has the statement.
    private func prepare(_ statement: Statement) throws(PostgresError) -> String {
        if let name = names[statement.sql] {
            return name
        }
        let name = Self.name(of: statement.sql)
        let types = statement.parameters.map(\.type)
        guard PQsendPrepare(handle, name, statement.sql, Int32(types.count), types) == 1 else {
            throw lost()
        }
        names[statement.sql] = name
        awaited.append(.preparation(sql: statement.sql))
        return name
    }

    /// The name of a statement, which is made of its text: FNV-1a of 64 bits.
    ///
    /// So no name means another statement to somebody else, should a pooler let connections use each other's.
    private static func name(of sql: String) -> String {
        String(FNV1a.hash(sql.utf8), radix: 36)
    }

    /// Sends what is queued, and takes in what comes meanwhile, so that neither side waits for the other.
    private func flush() throws(PostgresError) {
        while true {
            switch PQflush(handle) {
            case 0:
                return
            case 1:
                try wait(for: POLLIN | POLLOUT)
                guard PQconsumeInput(handle) == 1 else {
                    throw lost()
                }
            default:
                throw lost()
            }
        }
    }

    // MARK: Receiving

    /// Receives the answers of a pipeline to its end.
    private func receivePipeline() throws -> [StatementResult] {
        var results: [StatementResult] = []
        var failure: PostgresError?
        for (place, step) in awaited.enumerated() {
            switch step {
            case .end:
                try receiveEnd()
                awaited.removeFirst(place + 1)
                if let failure {
                    throw failure
                }
                return results
            case .preparation(let sql):
                if case .failure(let error) = try receive() {
                    names[sql] = nil
                    failure = failure ?? error
                }
            case .result:
                switch try receive() {
                case .success(let result): results.append(result)
                case .failure(let error): failure = failure ?? error
                }
            }
        }
        throw lost()
    }

    /// Receives one answer.
    ///
    /// - Throws: when the connection is lost.
    private func receive() throws(PostgresError) -> Result<StatementResult, PostgresError> {
        guard let result = try nextResult() else {
            throw lost()
        }
        let answer = StatementResult(result)
        let status = PQresultStatus(result)
        let outcome: Result<StatementResult, PostgresError> =
            switch status {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .success(answer)
            case PGRES_PIPELINE_ABORTED: .failure(PostgresError(.statement, "a statement before has been refused"))
            default: .failure(PostgresError(refusal: result))
            }
        if case .failure(let error) = outcome, error.endsConnection {
            isUsable = false
            throw error
        }
        // what is behind the last result of a statement
        guard try nextResult() == nil else {
            throw lost()
        }
        return outcome
    }

    private func receiveEnd() throws(PostgresError) {
        guard let result = try nextResult() else {
            throw lost()
        }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_PIPELINE_SYNC else {
            throw lost()
        }
    }

    private func nextResult() throws(PostgresError) -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            try wait(for: POLLIN)
            // what the server has said before it went is read first
            guard PQconsumeInput(handle) == 1 || PQisBusy(handle) == 0 else {
                throw lost()
            }
        }
        return PQgetResult(handle)
    }

    // MARK: Waiting

    private func wait(for events: Int32) throws(PostgresError) {
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(events), revents: 0)
        let milliseconds = Int32(maximumSilence / .milliseconds(1))
        while true {
            switch poll(&descriptor, 1, milliseconds) {
            case 0:
                isUsable = false
                throw PostgresError(.silence, "the server has said nothing for \(maximumSilence)")
            case -1 where errno == EINTR:
                continue
            case -1:
                throw lost()
            default:
                return
            }
        }
    }

    private func requireUsable() throws(PostgresError) {
        guard isUsable else {
            throw PostgresError(.connection, "the connection is lost")
        }
    }

    /// Notes that the connection is of no use any more.
    private func lost() -> PostgresError {
        isUsable = false
        return PostgresError(connection: handle)
    }
}

/// What a server says without being asked.
private final class Notices {
    private var hasWarning = false

    func noteWarning() {
        hasWarning = true
    }

    func takeWarning() -> Bool {
        defer { hasWarning = false }
        return hasWarning
    }
}

/// libpq's receiver of notices; the first argument is a ``Notices`` of the connection that reads.
private func takeNotice(_ notices: UnsafeMutableRawPointer?, _ result: OpaquePointer?) {
    // the severity, in English whatever the server's language
    guard let notices, let severity = PQresultErrorField(result, Int32(UInt8(ascii: "V"))) else {
        return
    }
    if String(cString: severity) == "WARNING" {
        Unmanaged<Notices>.fromOpaque(notices).takeUnretainedValue().noteWarning()
    }
}
