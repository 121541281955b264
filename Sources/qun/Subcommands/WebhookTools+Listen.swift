import ArgumentParser
import Foundation
import Logging
import NIOSSL
import ServiceLifecycle
import Webhooks
import Wire

extension WebhookTools {
    struct Listen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Receive events: print each one, and answer as the flags say.",
            discussion: """
                A receiver for the time before there is an own one, and for tests. It prints to standard output, and to \
                standard error the flag with which qun serve sends its events here. Questions (CallbackBefore…) are \
                answered as --answer says; of everything else the server ignores the verdict. What is not read in time \
                from standard output is left out, and a line says so. It ends with SIGINT, SIGTERM, or when nobody \
                reads its output any more.
                """)

        @Option(help: "The address to listen at.")
        var host = "127.0.0.1"

        @Option(help: "The port; 0 picks a free one.")
        var port = 9080

        @Option(help: ArgumentHelp("Speak HTTPS with this certificate chain, PEM.", valueName: "file"))
        var tlsCertificate: String?

        @Option(help: ArgumentHelp("The key of --tls-certificate, PEM.", valueName: "file"))
        var tlsKey: String?

        @Option(
            help: ArgumentHelp(
                "The token of the app's webhooks; QUN_WEBHOOKS_TOKEN in the environment.",
                discussion: """
                    With it a request without a valid Sign of the last minute gets HTTP status 401. Other users of the \
                    machine see the flags of a process, so a token is better kept in the environment.
                    """))
        var token: Secret?

        @Flag(help: "Print a line of JSON for each event.")
        var json = false

        @Option(
            help: ArgumentHelp(
                "How questions are answered: allow, refuse, drop, or a code from 10100 to 10200.",
                discussion: "To drop a message is to let the caller think that it was sent.", valueName: "answer"),
            transform: Self.verdict)
        var answer = AnswerRule.Verdict.allow

        @Option(help: "ErrorInfo of a refusal.")
        var text: String?

        @Option(
            help: ArgumentHelp("Wait before each answer, as 1.5s, 200ms or 1m.", valueName: "time"),
            transform: Self.duration)
        var delay = Duration.zero

        @Option(
            help:
                "Answer with this HTTP status, from 200 to 599; only failures where --fail-every or --fail-chance is set."
        )
        var status: Int?

        @Option(help: ArgumentHelp("Fail each n-th request, with HTTP status 500 or that of --status.", valueName: "n"))
        var failEvery: Int?

        @Option(help: ArgumentHelp("Fail by chance, from 0 (never) to 1 (always).", valueName: "chance"))
        var failChance: Double?

        @Option(
            help: ArgumentHelp(
                "The answer, the delay and the failures are about this CallbackCommand; may be repeated.",
                discussion: "All others are allowed at once. (default: they are about all)", valueName: "command"))
        var only: [String] = []

        @Option(
            help: ArgumentHelp(
                "Leave this account out of those that are added to a group; may be repeated.", valueName: "name"))
        var refuseMember: [String] = []

        @Option(help: ArgumentHelp("Replace each message with this text.", valueName: "text"))
        var replaceText: String?

        func validate() throws {
            guard (tlsCertificate == nil) == (tlsKey == nil) else {
                throw ValidationError("--tls-certificate and --tls-key belong together")
            }
            guard (0...65_535).contains(port) else {
                throw ValidationError("--port must be from 0 to 65535")
            }
            guard token?.revealed.isEmpty != true else {
                throw ValidationError("--token is empty; leave it out to check no signature")
            }
            if let status, !(200...599).contains(status) {
                throw ValidationError("--status must be from 200 to 599")
            }
            guard failEvery == nil || failChance == nil else {
                throw ValidationError("--fail-every and --fail-chance exclude each other")
            }
            if let failEvery, failEvery < 1 {
                throw ValidationError("--fail-every must be at least 1")
            }
            if let failChance, !(0...1).contains(failChance) {
                throw ValidationError("--fail-chance must be from 0 to 1")
            }
            guard answer == .allow || (refuseMember.isEmpty && replaceText == nil) else {
                throw ValidationError(
                    "--refuse-member and --replace-text change what is allowed, so --answer must allow")
            }
            guard answer != .allow || text == nil else {
                throw ValidationError("--text is about a refusal, and --answer allows")
            }
        }

        func run() async throws {
            let signals = await StopSignals()
            let log = ServerLog.bootstrap(level: .warning)
            defer { log.flush() }
            let (ends, end) = AsyncStream<Never>.makeStream()
            let output = LineWriter(
                to: StandardStream.output.rawValue, maximumWaitingBytes: Self.maximumWaitingBytes
            ) { count in
                let reason = "\(count) reports were left out, because they were not read in time"
                return EventReport(time: .now, content: .refusal(status: nil, reason: reason)).bytes(as: format)
            } onBreak: {
                end.finish()
            }
            output.start()
            let receiver = WebhookReceiver(
                host: host, port: port, tls: try tls, reception: reception(printingTo: output), until: ends)
            let url = try await receiver.bind()
            StandardStream.error.write(Array("listening; start the server with --webhook-url \(url)\n".utf8))
            let services = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [.init(service: receiver, successTerminationBehavior: .gracefullyShutdownGroup)],
                    logger: log.logger))
            try await signals.run(services, log: log)
            output.flush(within: .seconds(1))
        }

        /// Bytes that may wait for a slow reader.
        private static let maximumWaitingBytes = 16 << 20

        private var format: EventReport.Format { json ? .json : .text }

        private func reception(printingTo output: LineWriter) -> EventReception {
            let variable = ProcessInfo.processInfo.environment["QUN_WEBHOOKS_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
            return EventReception(
                token: token ?? variable.map { Secret($0) }, rule: rule, format: format, now: { .now },
                chance: { Double.random(in: 0..<1) }, print: { output.add($0) })
        }

        /// What the flags say of answers.
        var rule: AnswerRule {
            var rule = AnswerRule()
            rule.verdict = answer
            rule.text = text ?? ""
            rule.delay = delay
            rule.status = status
            rule.failures = failEvery.map { .every($0) } ?? failChance.map { .chance($0) } ?? .none
            rule.commands = Set(only)
            rule.refusedMembers = refuseMember
            rule.replacementText = replaceText
            return rule
        }

        private var tls: NIOSSLContext? {
            get throws {
                guard let tlsCertificate, let tlsKey else {
                    return nil
                }
                return try ServedCertificate(chain: tlsCertificate, key: tlsKey).context
            }
        }

        // MARK: Values of options

        @Sendable private static func verdict(_ argument: String) throws -> AnswerRule.Verdict {
            switch argument {
            case "allow": return .allow
            case "refuse": return .refuse
            case "drop": return .drop
            default:
                guard let code = Int64(argument), WebhookAnswer.ownCodes.contains(code) else {
                    throw ValidationError("allow, refuse, drop, or a code from 10100 to 10200")
                }
                return .code(code)
            }
        }

        /// - Returns: at most a day.
        @Sendable private static func duration(_ argument: String) throws -> Duration {
            guard let duration = Duration(written: argument), duration <= .seconds(86_400) else {
                throw ValidationError("a time as 1.5s, 200ms or 1m")
            }
            return duration
        }
    }
}
