import Apps
import Gateway

/// What one client may cost the server, as the section `limits` describes it; times are in seconds.
extension GatewayLimits {
    /// - Throws: ``ConfigurationError``.
    init(_ settings: SettingsReader) throws {
        self.init()
        maximumURLBytes = try settings.int("urlBytes", in: 256...65_536, else: maximumURLBytes)
        maximumHeaderBytes = try settings.int("headerBytes", in: 256...1_048_576, else: maximumHeaderBytes)
        maximumHeaderCount = try settings.int("headerCount", in: 4...10_000, else: maximumHeaderCount)
        maximumBodyBytes = try settings.int("bodyBytes", in: 1_024...67_108_864, else: maximumBodyBytes)
        idleTimeout = try settings.seconds("idleTimeout", in: 1...86_400, else: idleTimeout)
        handshakeTimeout = try settings.seconds("handshakeTimeout", in: 1...3_600, else: handshakeTimeout)
        headerTimeout = try settings.seconds("headerTimeout", in: 1...3_600, else: headerTimeout)
        bodyTimeout = try settings.seconds("bodyTimeout", in: 1...3_600, else: bodyTimeout)
        shutdownTimeout = try settings.seconds("shutdownTimeout", in: 0...3_600, else: shutdownTimeout)
        maximumConnections = try settings.int("connections", in: 1...1_000_000, else: maximumConnections)
        maximumConnectionsPerAddress =
            try settings.int("connectionsPerAddress", in: 1...1_000_000, else: maximumConnectionsPerAddress)
        failedSignatures.maximumFailures =
            try settings.limit("failedSignatures", atMost: 1_000_000, else: failedSignatures.maximumFailures) ?? .max
    }
}

extension SettingsReader {
    /// A whole number of seconds in a range.
    fileprivate func seconds(_ name: String, in range: ClosedRange<Int>, else former: Duration) throws -> Duration {
        .seconds(try int(name, in: range, else: Int(former.components.seconds)))
    }
}
