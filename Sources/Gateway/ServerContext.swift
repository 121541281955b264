import Commands
import Faults
import Health
import Wire

/// What all connections of a server share.
final class ServerContext: Sendable {
    let limits: GatewayLimits
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

    init(
        limits: GatewayLimits, gate: CallGate, runner: any CommandRunner, health: ServerHealth,
        connections: OpenConnections, faults: FaultRules? = nil, log: RequestLog, connectionLog: ConnectionLog,
        now: @escaping @Sendable () -> UnixTime
    ) {
        self.limits = limits
        self.gate = gate
        self.runner = runner
        self.health = health
        self.connections = connections
        self.faults = faults
        self.log = log
        self.connectionLog = connectionLog
        self.now = now
    }

    /// Whether answers tell the client to close, and `/ready` says no.
    var isShuttingDown: Bool { health.isShuttingDown }

    /// Finds out what a request asks for.
    ///
    /// - Parameter last: what was admitted last on the connection; takes what is admitted now.
    func route(
        _ head: RequestHead, address: String, last: inout Admission?, trace: inout CallTrace
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
