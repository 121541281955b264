import Foundation
import Gateway
import Logging

/// How many files and sockets the process may have open at a time.
///
/// A connection takes one. What the server takes for itself is measured: standard streams 3, timers and signals 6, the
/// lock 1, the database 12, listeners 3, 3 for each event loop, and one for each connection to a database. As many again are kept free: for files that SQLite
/// opens for a moment, for connections that are accepted to be refused, and for what the process was started with. The
/// control port's connections come on top.
struct DescriptorLimit {
    /// Connections without which there is no point in serving.
    private static let leastConnections = 8

    let count: Int
    /// Descriptors that are kept from connections.
    let reserved: Int

    /// - Parameters:
    ///   - storeConnections: connections to a database server.
    ///   - controlConnections: that the control port may have.
    /// - Throws: ``ConfigurationError`` when a server cannot do with so few.
    init(count: Int, eventLoops: Int, storeConnections: Int = 0, controlConnections: Int = 0) throws {
        self.count = count
        reserved = 2 * (24 + 3 * eventLoops + storeConnections) + controlConnections
        let needed = reserved + Self.leastConnections
        guard count >= needed else {
            throw ConfigurationError(
                "the process may have \(count) files open at a time and needs at least \(needed); raise the limit with "
                    + "\"ulimit -n\", or LimitNOFILE in a systemd unit")
        }
    }

    /// The most connections that may be open at a time where so many are wanted.
    func connections(upTo wanted: Int) -> Int {
        min(wanted, count - reserved)
    }

    /// The limit at which so many connections may be open at a time.
    func count(for connections: Int) -> Int {
        connections + reserved
    }

    // MARK: System

    /// Raises the process's limit as far as it may be raised.
    ///
    /// - Returns: the limit from now on.
    static func raised() -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else {
            return .max
        }
        var higher = limit
        higher.rlim_cur = limit.rlim_max
        #if canImport(Darwin)
            higher.rlim_cur = min(higher.rlim_cur, rlim_t(OPEN_MAX))
        #endif
        if higher.rlim_cur > limit.rlim_cur, setrlimit(resource, &higher) == 0 {
            limit = higher
        }
        return Int(clamping: limit.rlim_cur)
    }

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif
}

extension GatewayLimits {
    /// Lowers the number of connections to what the process may have open.
    mutating func hold(to descriptors: DescriptorLimit, logger: Logger) {
        let possible = descriptors.connections(upTo: maximumConnections)
        guard possible < maximumConnections else {
            return
        }
        logger.notice(
            "fewer connections than limits.connections, because the process may not have enough files open",
            metadata: [
                "connections": .stringConvertible(possible), "open_files": .stringConvertible(descriptors.count),
                "needed": .stringConvertible(descriptors.count(for: maximumConnections)),
            ])
        maximumConnections = possible
    }
}
