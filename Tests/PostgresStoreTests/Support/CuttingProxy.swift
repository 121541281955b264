import Foundation
import Synchronization

/// Stands between a store and its server on a unix socket, and cuts a connection at a given moment.
///
/// - Concurrency: safe for use from any thread; each connection has a thread of its own.
final class CuttingProxy: Sendable {
    /// Where a connection is cut, once, when the client sends certain bytes.
    enum Cut: Sendable {
        /// The server never gets them.
        case before
        /// The server gets them, and its answer is lost.
        case after
        /// They are kept until ``CuttingProxy/deliverKept()``; the client loses its connection, the server does not learn it.
        case keeping
    }

    struct Failed: Error {}

    private struct State {
        var cut: (Cut, bytes: Data, refusesOthers: Bool)?
        var refusesConnections = false
        var kept: [(server: Int32, bytes: Data)] = []
        var cutCount = 0
    }

    let folder: String
    private let serverPath: String
    private let listener: Int32
    private let state = Mutex(State())

    /// - Parameter server: listens on port 5432 of its folder, as the proxy does on that of its own.
    init(to server: PostgresServer) throws {
        serverPath = server.folder + "/.s.PGSQL.5432"
        folder = PostgresServer.shortTemporaryFolder + "/qun-cut-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        listener = try Self.makeSocket()
        let isListening =
            Self.withAddress(folder + "/.s.PGSQL.5432") { bind(listener, $0, $1) } == 0 && listen(listener, 64) == 0
        guard isListening else {
            throw Failed()
        }
        // the thread ends when the listener is shut down
        Thread.detachNewThread { [weak self, listener] in
            while case let client = accept(listener, nil, nil), client >= 0 {
                self?.serve(client)
            }
            close(listener)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        _ = try? FileManager.default.removeItem(atPath: folder)
    }

    /// The address of a database of the server, through the proxy.
    func uri(_ database: TemporaryDatabase) -> String {
        "postgresql:///\(database.name)?host=\(folder)&user=qun&connect_timeout=60"
    }

    /// Cuts the next connection on which the client sends a text.
    ///
    /// - Parameter refusesOthers: whether no connection can be opened from then on.
    func cut(_ cut: Cut, _ text: String, refusesOthers: Bool = false) {
        state.withLock { $0.cut = (cut, Data(text.utf8), refusesOthers) }
    }

    /// Lets connections be opened again.
    func acceptAgain() {
        state.withLock { $0.refusesConnections = false }
    }

    /// How often a connection has been cut.
    var cutCount: Int { state.withLock(\.cutCount) }

    /// Sends the server what has been kept from it, and closes its connection once it has answered.
    func deliverKept() {
        let kept = state.withLock { state in
            defer { state.kept.removeAll() }
            return state.kept
        }
        for (server, bytes) in kept {
            Self.deliver(bytes, to: server)
            var buffer = [UInt8](repeating: 0, count: 65_536)
            _ = read(server, &buffer, buffer.count)
            close(server)
        }
    }

    // MARK: A connection

    private func serve(_ client: Int32) {
        guard !state.withLock(\.refusesConnections), let server = try? Self.makeSocket() else {
            close(client)
            return
        }
        guard Self.withAddress(serverPath, { connect(server, $0, $1) }) == 0 else {
            close(client)
            close(server)
            return
        }
        Thread.detachNewThread { [self] in
            forward(client, server)
        }
    }

    private func forward(_ client: Int32, _ server: Int32) {
        var keepsServer = false
        defer {
            close(client)
            if !keepsServer {
                close(server)
            }
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var descriptors = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&descriptors, 2, -1) > 0 else {
                return
            }
            if descriptors[0].revents != 0 {
                let count = read(client, &buffer, buffer.count)
                guard count > 0 else {
                    return
                }
                let bytes = Data(buffer[..<count])
                switch takeCut(at: bytes) {
                case nil:
                    Self.deliver(bytes, to: server)
                case .before:
                    return
                case .after:
                    Self.deliver(bytes, to: server)
                    // the answer has begun when the server has done what it was asked
                    _ = read(server, &buffer, buffer.count)
                    return
                case .keeping:
                    state.withLock { $0.kept.append((server, bytes)) }
                    keepsServer = true
                    return
                }
            }
            if descriptors[1].revents != 0 {
                let count = read(server, &buffer, buffer.count)
                guard count > 0 else {
                    return
                }
                Self.deliver(Data(buffer[..<count]), to: client)
            }
        }
    }

    private func takeCut(at bytes: Data) -> Cut? {
        state.withLock { state in
            guard let (cut, text, refusesOthers) = state.cut, bytes.range(of: text) != nil else {
                return nil
            }
            state.cut = nil
            state.refusesConnections = refusesOthers
            state.cutCount += 1
            return cut
        }
    }

    // MARK: Sockets

    private static func makeSocket() throws -> Int32 {
        #if canImport(Darwin)
            let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard descriptor >= 0 else {
            throw Failed()
        }
        #if canImport(Darwin)
            var isSilent: Int32 = 1
            setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &isSilent, socklen_t(MemoryLayout<Int32>.size))
        #endif
        return descriptor
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func deliver(_ bytes: Data, to descriptor: Int32) {
        // a side that has gone ends no process
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = Int32(MSG_NOSIGNAL)
        #endif
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, flags) }
            guard count > 0 else {
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}
