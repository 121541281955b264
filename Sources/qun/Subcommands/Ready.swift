import ArgumentParser
import AsyncHTTPClient
import Configuration
import Foundation
import NIOCore
import NIOHTTP1

struct Ready: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask a server whether it is ready; the exit code is 0 when it is.",
        discussion: """
            For health checks of containers and for scripts. It asks GET /ready of the server that the same environment \
            and configuration file make, over HTTP on this machine; the server answers by a write to its store.
            """)

    @Option(help: ArgumentHelp("A configuration file, JSON.", valueName: "file"))
    var config: String?

    @Option(help: "The server's port for HTTP, where it is not that of the configuration.")
    var port: Int?

    @Option(
        help: ArgumentHelp(
            "The server's base address, where it is another machine's. (default: by the configuration)",
            valueName: "address"))
    var url: String?

    @Option(help: "The seconds that it may take to answer, 1 to 3600.")
    var seconds = 5

    func validate() throws {
        guard (1...3_600).contains(seconds) else {
            throw ValidationError("--seconds must be from 1 to 3600")
        }
        guard url == nil || (port == nil && config == nil) else {
            throw ValidationError("--url says where the server is; leave out --port and --config")
        }
    }

    func run() async throws {
        let address = try url ?? address(environment: ProcessInfo.processInfo.environment)
        let (status, body) = try await answer(of: address)
        guard status == .ok else {
            throw ConfigurationError("the server at \(address) is not ready: it answers with status \(status.code)")
        }
        guard body == Self.readyAnswer else {
            throw ConfigurationError("what answers at \(address) is no server of this kind; is it the base address?")
        }
        print("ready")
    }

    /// The base address of the server that a configuration makes, as programs on this machine reach it.
    func address(environment: [String: String]) throws -> String {
        var settings: [String: ConfigContent] = [:]
        settings["config"] = config.map(ConfigContent.string)
        settings["port"] = port.map(ConfigContent.int)
        let configuration = try ServerConfiguration.load(flags: settings, environment: environment)
        guard configuration.port > 0 else {
            throw ConfigurationError("port is 0, so that nobody knows where the server listens; name it with --port")
        }
        let host =
            switch configuration.host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "[::1]"
            case let host where host.contains(":"): "[\(host)]"
            case let host: host
            }
        return "http://\(host):\(configuration.port)"
    }

    private static let readyAnswer = #"{"Status":"ok"}"#

    /// What a server says to the question whether it is ready.
    private func answer(of address: String) async throws -> (status: HTTPResponseStatus, body: String) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // a server that is not there is told of at once
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let response = try await client.execute(
                HTTPClientRequest(url: "\(address)/ready"), timeout: .seconds(Int64(seconds)))
            let body = try await response.body.collect(upTo: 4_096)
            try await client.shutdown()
            return (response.status, String(buffer: body))
        } catch {
            try? await client.shutdown()
            throw ConfigurationError("no server answers at \(address): \(error)")
        }
    }
}
