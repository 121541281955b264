import Commands
import Gateway
import NIOCore
import Synchronization
import Wire

/// Stands in for the commands: answers with the name of the command and the size of the body.
final class FakeRunner: CommandRunner {
    typealias Answering = @Sendable (CommandCall, [UInt8]) async throws(APIError) -> [UInt8]

    static let read = CommandName(service: .groupOpen, command: "get_group_info")
    static let list = CommandName(service: .groupOpen, command: "get_appid_group_list")
    static let login = CommandName(service: .login, command: "account_import")

    let commands = [
        KnownCommand(name: read, acceptsEmptyBody: false),
        KnownCommand(name: list, acceptsEmptyBody: true),
        KnownCommand(name: login, acceptsEmptyBody: false),
    ]
    private let answering: Answering?
    private let briefBodyBytes: Int
    private let bodies = Mutex<[[UInt8]]>([])
    private let parents = Mutex<[String?]>([])

    /// - Parameters:
    ///   - briefBodyBytes: largest body of a brief call; by default none is.
    ///   - answering: carries calls out; without it, each is answered at once.
    init(briefBodyBytes: Int = -1, answering: Answering? = nil) {
        self.answering = answering
        self.briefBodyBytes = briefBodyBytes
    }

    /// The bodies of the calls begun so far, in order.
    var begunBodies: [String] {
        bodies.withLock { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    /// What the calls begun so far say of their callers' spans, in order.
    var traceParents: [String?] { parents.withLock(\.self) }

    static func answer(_ command: CommandName, bodyCount: Int) -> [UInt8] {
        Array(
            #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"Command":"\#(command)","BodyBytes":\#(bodyCount)}"#
                .utf8)
    }

    func immediateAnswer(to call: CommandCall, body: ByteBuffer) -> ImmediateAnswer? {
        bodies.withLock { $0.append(Array(buffer: body)) }
        parents.withLock { $0.append(call.traceParent) }
        guard answering == nil else {
            return nil
        }
        return .success(ByteBuffer(bytes: Self.answer(call.name, bodyCount: body.readableBytes)))
    }

    func isBrief(_ call: CommandCall, bodyBytes: Int) -> Bool { bodyBytes <= briefBodyBytes }

    func answer(to call: CommandCall, body: [UInt8]) async throws(APIError) -> CommandAnswer {
        guard let answering else {
            throw APIError(.internalError, "every call is answered at once")
        }
        return CommandAnswer(bytes: try await answering(call, body))
    }
}
