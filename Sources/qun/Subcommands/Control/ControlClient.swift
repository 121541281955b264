import ArgumentParser
import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Wire

/// Asks the control port of a running server.
struct ControlClient {
    private static let timeout = TimeAmount.seconds(30)
    /// For what goes through all that an app has.
    private static let longTimeout = TimeAmount.hours(1)
    private static let maximumAnswerBytes = 16_777_216

    /// `http://host:port`.
    let address: String
    let token: Secret?

    /// The answer of a route.
    ///
    /// - Throws: ``ConfigurationError`` for a refusal, and where no server answers.
    func get(_ path: String, _ query: [(String, String)]) async throws -> [UInt8] {
        try await answer(path, query, deadline: .now() + Self.timeout) { body in
            Array(buffer: try await body.collect(upTo: Self.maximumAnswerBytes))
        }
    }

    /// The answer to a request that changes something.
    ///
    /// - Parameters:
    ///   - method: in capitals.
    ///   - body: as the route wants it.
    /// - Throws: ``ConfigurationError`` for a refusal, and where no server answers.
    func send(
        _ method: String, _ path: String, _ query: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> JSONObject {
        try await send(method, path, query, body: .bytes(body))
    }

    /// As ``send(_:_:_:body:)``, of a body that is read while it is sent.
    ///
    /// - Parameter length: the bytes that it has.
    func send(
        _ method: String, _ path: String, _ query: [(String, String)], parts: FileParts, length: Int64
    ) async throws -> JSONObject {
        try await send(method, path, query, body: .stream(parts, length: .known(length)))
    }

    private func send(
        _ method: String, _ path: String, _ query: [(String, String)], body: HTTPClientRequest.Body
    ) async throws -> JSONObject {
        let answer = try await answer(
            path, query, method: HTTPMethod(rawValue: method), body: body, deadline: .now() + Self.longTimeout
        ) { body in
            Array(buffer: try await body.collect(upTo: Self.maximumAnswerBytes))
        }
        return try object(answer)
    }

    /// Reads an answer of any length.
    ///
    /// - Parameter take: takes the bytes as they come; what it throws ends the reading.
    /// - Throws: ``ConfigurationError`` for a refusal, where no server answers, and for an answer that is cut off.
    func read(_ path: String, _ take: ([UInt8]) throws(ConfigurationError) -> Void) async throws {
        try await answer(path, [], deadline: .now() + Self.longTimeout) { body in
            for try await part in body {
                try take(Array(buffer: part))
            }
        }
    }

    /// The path of the routes about an app.
    ///
    /// - Parameter id: `nil` for the only one that the server has.
    func pathOfApp(_ id: UInt32?) async throws -> String {
        if let id {
            return "/control/v1/apps/\(id)"
        }
        let answer = try object(try await get("/control/v1/apps", []))
        guard case .array(let apps)? = answer["apps"], apps.count == 1, case .object(let app) = apps[0] else {
            throw ValidationError("--sdkappid is missing: which of the apps is meant? `qun app list` shows them")
        }
        return "/control/v1/apps/\(app.number("sdkappid"))"
    }

    /// An object of JSON that the control port has answered.
    func object(_ answer: [UInt8]) throws -> JSONObject {
        guard case .object(let object)? = try? JSONParser.parse(answer) else {
            throw ConfigurationError("what listens at \(address) is no control port of this version")
        }
        return object
    }

    /// Reads server-sent events until the server ends them.
    ///
    /// - Parameter take: takes the name of each event and its data.
    func follow(
        _ path: String, _ query: [(String, String)], _ take: (_ event: String, _ data: String) -> Void
    ) async throws {
        try await answer(path, query, deadline: .distantFuture) { body in
            var reader = EventReader()
            for try await part in body {
                reader.read(Array(buffer: part), take)
            }
        }
    }

    private func answer<Value>(
        _ path: String, _ query: [(String, String)], method: HTTPMethod = .GET, body: HTTPClientRequest.Body? = nil,
        deadline: NIODeadline, read: (HTTPClientResponse.Body) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // a server that is not there is told of at once
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let response = try await client.execute(request(path, query, method, body), deadline: deadline)
            guard [.ok, .created].contains(response.status) else {
                throw try await refusal(response)
            }
            let value = try await read(response.body)
            try await client.shutdown()
            return value
        } catch {
            try? await client.shutdown()
            throw error is ConfigurationError
                ? error
                : ConfigurationError(
                    "the control port at \(address) cannot be read: \(error); --control names another address")
        }
    }

    private func request(
        _ path: String, _ query: [(String, String)], _ method: HTTPMethod, _ body: HTTPClientRequest.Body?
    ) -> HTTPClientRequest {
        let parameters = query.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value)"
        }
        var request = HTTPClientRequest(url: "\(address)\(path)?\(parameters.joined(separator: "&"))")
        request.method = method
        request.body = body
        if let token {
            request.headers.add(name: "Authorization", value: "Bearer \(token.revealed)")
        }
        return request
    }

    private func refusal(_ response: HTTPClientResponse) async throws -> ConfigurationError {
        let bytes = Array(buffer: try await response.body.collect(upTo: Self.maximumAnswerBytes))
        guard
            case .object(let answer)? = try? JSONParser.parse(bytes), case .object(let error)? = answer["error"],
            case .string(let message)? = error["message"]
        else {
            return ConfigurationError(
                "what listens at \(address) answers with status \(response.status.code), and is no control port")
        }
        return ConfigurationError("the control port at \(address) refuses it: \(message.visible)")
    }
}

/// Takes server-sent events apart, as far as the control port sends them.
///
/// - Source: HTML Living Standard, section 9.2.
struct EventReader {
    private var rest: [UInt8] = []
    private var event = ""
    private var data = ""

    /// Reads what has come next.
    mutating func read(_ bytes: [UInt8], _ take: (_ event: String, _ data: String) -> Void) {
        rest += bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            rest.removeSubrange(...end)
            if line.isEmpty {
                if !data.isEmpty {
                    take(event, data)
                }
                event = ""
                data = ""
            } else if line.hasPrefix("event: ") {
                event = String(line.dropFirst(7))
            } else if line.hasPrefix("data: ") {
                data += line.dropFirst(6)
            }
        }
    }
}
