import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Posts one body again and again over some connections, and prints how many answers with status 200 came in a second.
///
/// It is what deliveries of webhooks are measured beside: the same client on one thread, with nothing around it.
@main
struct BareDeliveries {
    /// - usage: `bare-deliveries URL BODY CONNECTIONS SECONDS`
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let connections = Int(arguments[3]), let seconds = Int64(arguments[4]) else {
            return print("usage: bare-deliveries URL BODY CONNECTIONS SECONDS")
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client = HTTPClient(
            eventLoopGroupProvider: .shared(group),
            configuration: .init(
                connectionPool: .init(
                    idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: connections)))
        let clock = ContinuousClock()
        let start = clock.now
        let end = start.advanced(by: .seconds(seconds))
        let answers = try await withThrowingTaskGroup(of: Int.self) { tasks in
            for _ in 0..<connections {
                tasks.addTask { try await post(arguments[2], to: arguments[1], by: client, until: end) }
            }
            var answers = 0
            for try await count in tasks {
                answers += count
            }
            return answers
        }
        print(Int(Double(answers) / ((clock.now - start) / .seconds(1))))
        try await client.shutdown()
    }

    private static func post(
        _ body: String, to url: String, by client: HTTPClient, until end: ContinuousClock.Instant
    ) async throws -> Int {
        var count = 0
        while ContinuousClock.now < end {
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
            request.body = .bytes(ByteBuffer(string: body))
            let response = try await client.execute(request, timeout: .seconds(2))
            _ = try await response.body.collect(upTo: 1_048_576)
            count += response.status == .ok ? 1 : 0
        }
        return count
    }
}
