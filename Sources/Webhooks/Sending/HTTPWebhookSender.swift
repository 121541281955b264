package import Apps
import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
package import NIOPosix
import NIOSSL
import Synchronization
import Traces
package import Wire

/// Posts requests over HTTP, on connections that are kept.
///
/// Redirects are not followed. Nothing is opened before the first request, so that a sender which is never used needs no end.
package final class HTTPWebhookSender: WebhookSender {
    private let configuration: HTTPClient.Configuration
    private let group: MultiThreadedEventLoopGroup
    /// Made at the first request.
    private let opened = Mutex<HTTPClient?>(nil)
    /// Nobody reads what the client says of itself: addresses and headers might show.
    private let silence = Logger(label: "webhooks") { _ in SwiftLogNoOpLogHandler() }

    /// More than any receiver has to say.
    private static let maximumAnswerBytes = 1_048_576

    /// - Parameters:
    ///   - connections: most at a time; further requests wait for one.
    ///   - pinnedAddress: where the receiver is, whatever its name says.
    ///   - group: on whose threads connections live.
    package init(
        _ settings: WebhookSettings, connections: Int, pinnedAddress: (host: String, address: String)? = nil,
        group: MultiThreadedEventLoopGroup
    ) throws {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .nanoseconds(settings.timeout.nanoseconds)),
            connectionPool: .init(
                // receivers close what is idle after 5 s and more; a request that meets that is lost
                idleTimeout: .seconds(4), concurrentHTTP1ConnectionsPerHostSoftLimit: connections),
            ignoreUncleanSSLShutdown: true)
        configuration.httpVersion = .http1Only
        // nobody takes traces, whose attributes would be made for each request
        configuration.tracing.tracer = nil
        // a receiver that is not there is told of at once
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.eventLoop.submit {
                try channel.pipeline.syncOperations.addHandler(TurnFlushHandler(), position: .first)
            }
        }
        if let file = settings.certificateAuthority {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            configuration.tlsConfiguration = tls
        }
        if let pinnedAddress {
            configuration.dnsOverride = [pinnedAddress.host: pinnedAddress.address]
        }
        self.configuration = configuration
        self.group = group
    }

    private var client: HTTPClient {
        opened.withLock { opened in
            let client = opened ?? HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
            opened = client
            return client
        }
    }

    package func post(_ body: [UInt8], to url: Secret, timeout: Duration) async -> WebhookReply {
        let deadline = NIODeadline.now() + .nanoseconds(timeout.nanoseconds)
        do {
            let fields =
                [("Content-Type", "application/json; charset=utf-8")] + Traces.fields
            let request = try HTTPClient.Request(
                url: url.revealed, method: .POST, headers: HTTPHeaders(fields),
                body: .byteBuffer(ByteBuffer(bytes: body)))
            // the client's asynchronous interface starts a task of another thread for each request
            let response = try await client.execute(
                request: request,
                delegate: ResponseAccumulator(request: request, maxBodySize: Self.maximumAnswerBytes),
                deadline: deadline, logger: silence
            ).get()
            return .answer(status: Int(response.status.code), body: response.body.map { Array(buffer: $0) } ?? [])
        } catch {
            return .failure(reason: Self.words(for: error))
        }
    }

    package func shutDown() async throws {
        try await opened.withLock(\.self)?.shutdown()
    }

    /// What went wrong, without the address, which may hold secrets.
    private static func words(for error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: words(for: error)
        case is ResponseAccumulator.ResponseTooBigError: "the answer is larger than \(maximumAnswerBytes) bytes"
        case let error as NIOConnectionError: "the receiver at \(error.host):\(error.port) cannot be reached"
        case let error as IOError: "the connection failed: \(String(cString: strerror(error.errnoCode)))"
        case is NIOSSLError: "the receiver's TLS is not trusted, or does not work: \(error)"
        default: "the connection failed: \(type(of: error))"
        }
    }

    private static func words(for error: HTTPClientError) -> String {
        switch error {
        case .deadlineExceeded, .readTimeout, .writeTimeout: "the receiver did not answer in time"
        case .connectTimeout, .getConnectionFromPoolTimeout: "no connection to the receiver in time"
        case .remoteConnectionClosed: "the receiver closed the connection"
        default: "the request failed: \(error.shortDescription)"
        }
    }
}

extension Duration {
    /// In whole nanoseconds.
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
