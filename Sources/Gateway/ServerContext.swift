import Commands
import Faults
import Health
import NIOSSL
import Synchronization
import Wire

/// What all connections of a server share.
final class ServerContext: Sendable {
    let gate: CallGate
    let runner: any CommandRunner
    let health: ServerHealth
    let tasks = CallTasks()
    let connections: OpenConnections
    /// What the server does wrong on purpose; `nil` where nobody may ask for it.
    let faults: FaultRules?
    let log: RequestLog
    let connectionLog: ConnectionLog
    let now: @Sendable () -> UnixTime
    private let processTag: String?
    /// The name of the header that tells clients the identifiers of their requests; `nil` for none.
    let requestIDHeader: String?
    private let connectionCount = Atomic(0)
    private let currentLimits: Mutex<GatewayLimits>
    private let currentTLS: Mutex<NIOSSLContext?>

    /// - Parameters:
    ///   - processTag: what begins the identifiers of requests; `nil` where they have none.
    ///   - requestIDHeader: the name of the header of answers that has them.
    ///   - tls: the certificate and the key; `nil` without TLS.
    init(
        limits: GatewayLimits, gate: CallGate, runner: any CommandRunner, health: ServerHealth,
        connections: OpenConnections, faults: FaultRules? = nil, log: RequestLog, connectionLog: ConnectionLog,
        processTag: String? = nil, requestIDHeader: String? = nil, tls: NIOSSLContext? = nil,
        now: @escaping @Sendable () -> UnixTime
    ) {
        self.processTag = processTag
        self.requestIDHeader = requestIDHeader
        currentLimits = Mutex(limits)
        currentTLS = Mutex(tls)
        self.gate = gate
        self.runner = runner
        self.health = health
        self.connections = connections
        self.faults = faults
        self.log = log
        self.connectionLog = connectionLog
        self.now = now
    }

    /// What tells the requests of the next connection apart; `nil` where they are not.
    func requestIDs() -> RequestIDs? {
        processTag.map { tag in
            RequestIDs(process: tag, connection: connectionCount.add(1, ordering: .relaxed).newValue)
        }
    }

    /// The bounds of connections that begin now; each keeps them to its end.
    var limits: GatewayLimits { currentLimits.withLock(\.self) }

    /// The certificate and the key of connections that begin now; `nil` without TLS.
    var tls: NIOSSLContext? { currentTLS.withLock(\.self) }

    /// Changes the bounds from the next connection on.
    func change(_ limits: GatewayLimits) {
        currentLimits.withLock { $0 = limits }
        connections.change(limits)
        gate.change(limits)
    }

    /// Changes the certificate and the key from the next connection on.
    func change(_ tls: NIOSSLContext) {
        currentTLS.withLock { $0 = tls }
    }

    /// Whether answers tell the client to close, and `/ready` says no.
    var isShuttingDown: Bool { health.isShuttingDown }

    /// Finds out what a request asks for.
    ///
    /// - Parameters:
    ///   - limits: those of the connection.
    ///   - last: what was admitted last on the connection; takes what is admitted now.
    func route(
        _ head: RequestHead, address: String, limits: GatewayLimits, last: inout Admission?, trace: inout CallTrace
    ) -> Exchange.Route {
        let now = now()
        do throws(APIError) {
            if head.target.revealed.utf8.count <= limits.maximumURLBytes,
                let call = try gate.admitAgain(head, last: last, now: now, trace: &trace)
            {
                return .call(call)
            }
            let target = try RequestTarget(head.target.revealed, maximumBytes: limits.maximumURLBytes)
            switch target.path {
            case .health(let question):
                guard head.method == .get || head.method == .head else {
                    throw APIError(.malformedHTTP, "the method must be GET")
                }
                return .health(question)
            case .command(let path):
                let call = try gate.admit(
                    head, path: path, target: target, address: address, now: now, last: &last, trace: &trace)
                return .call(call)
            }
        } catch {
            return .refusal(error)
        }
    }
}
