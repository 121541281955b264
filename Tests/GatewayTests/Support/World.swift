import Apps
import Commands
import Faults
import Health
import Logging
import Metrics
import UserSig
import Wire

@testable import Gateway

/// Apps, a clock that stands still, and requests that fit them.
enum World {
    static let key: Secret = "3f1c9a7e5b2d48f06a1be47c90d2f853a6c7e914b05d2f8873ce61a9f4d0b72e"
    static let now = UnixTime(seconds: 1_735_700_000)

    static let app: UInt32 = 1_400_777_001
    static let disabledApp: UInt32 = 1_400_777_002
    static let strictApp: UInt32 = 1_400_777_003
    static let keylessApp: UInt32 = 1_400_777_004
    static let narrowApp: UInt32 = 1_400_777_005
    static let limitedApp: UInt32 = 1_400_777_006
    static let shiftedApp: UInt32 = 1_400_777_007

    static var apps: AppDirectory {
        func settings(_ number: UInt32, _ change: (inout AppSettings) -> Void = { _ in }) -> AppSettings {
            var settings = AppSettings(sdkAppID: SDKAppID(number), secretKey: key, admins: [account("administrator")])
            change(&settings)
            return settings
        }
        return AppDirectory([
            settings(app) { $0.admins += [account("管理员"), account("e\u{301}")] },
            settings(disabledApp) { $0.isDisabled = true },
            settings(strictApp) { $0.isStrict = true },
            settings(keylessApp) { $0.secretKey = nil },
            settings(limitedApp) {
                $0.rates.standard = 3
                $0.rates.exceptions = [FakeRunner.list: 1, FakeRunner.login: 0]
                $0.rates.total = 5
                $0.disabledCommands = [FakeRunner.read]
            },
            settings(shiftedApp) { $0.clock = AppClock(shift: -315_360_000) },
            settings(narrowApp) { $0.disabledCommands = [FakeRunner.read, FakeRunner.login] },
        ])
    }

    static func account(_ text: String) -> Account {
        guard let account = Account(text) else {
            preconditionFailure("\(text) is not an account")
        }
        return account
    }

    static func userSig(
        app: UInt32 = app, identifier: String = "administrator", key: Secret = key, time: UnixTime = now
    ) -> String {
        UserSig.make(
            sdkAppID: SDKAppID(app), key: key, identifier: account(identifier), time: time, expire: 86_400
        ).revealed
    }

    static func server(
        runner: any CommandRunner = FakeRunner(), health: ServerHealth = FakeDisk().health,
        limits: GatewayLimits = GatewayLimits(),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        metrics factory: any MetricsFactory = NOOPMetricsHandler.instance, watch: (any CallWatch)? = nil,
        faults: FaultRules? = nil, processTag: String? = nil, requestIDHeader: String? = nil,
        uptime: @escaping @Sendable () -> Duration = { .zero }
    ) -> ServerContext {
        let metrics = GatewayMetrics(factory: factory)
        return ServerContext(
            limits: limits,
            gate: CallGate(apps: apps, commands: runner.commands, limits: limits, uptime: uptime),
            runner: runner,
            health: health,
            connections: OpenConnections(limits: limits, metrics: metrics),
            faults: faults,
            log: RequestLog(logger: logger, metrics: metrics, watch: watch),
            connectionLog: ConnectionLog(logger: logger),
            processTag: processTag, requestIDHeader: requestIDHeader,
            now: { now })
    }

    // MARK: Requests

    /// A path with a query that is accepted.
    static func url(_ command: CommandName = FakeRunner.read) -> String {
        "/v4/\(command)?sdkappid=\(app)&identifier=administrator&usersig=\(userSig())&random=1&contenttype=json"
    }

    static func post(
        _ url: String = url(), body: String = "{}", headers: [String] = [], version: String = "1.1"
    ) -> String {
        let lines = ["POST \(url) HTTP/\(version)", "Host: localhost", "Content-Length: \(body.utf8.count)"] + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    static func get(_ url: String, headers: [String] = []) -> String {
        (["GET \(url) HTTP/1.1", "Host: localhost"] + headers).joined(separator: "\r\n") + "\r\n\r\n"
    }

    static func chunked(_ url: String = url(), chunks: [String], headers: [String] = []) -> String {
        let head = ["POST \(url) HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked"] + headers
        let body = chunks.map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }.joined()
        return head.joined(separator: "\r\n") + "\r\n\r\n" + body + "0\r\n\r\n"
    }
}
