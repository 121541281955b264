/// The section `limits`: what one client may cost the server.
///
/// Times are in seconds.
struct LimitSettings {
    var headerBytes = 16_384
    var headerCount = 100
    var urlBytes = 8_192
    var bodyBytes = 1_048_576
    var idleTimeout = 75
    var handshakeTimeout = 10
    var headerTimeout = 10
    var bodyTimeout = 30
    var connections = 10_000
    var connectionsPerAddress = 2_000
    var shutdownTimeout = 10
    /// Failed signatures of one caller in a minute that are answered and logged one by one; 0 for any number.
    var failedSignatures = 1_000

    init() {}

    init(_ settings: SettingsReader) throws {
        headerBytes = try settings.int("headerBytes", in: 256...1_048_576) ?? headerBytes
        headerCount = try settings.int("headerCount", in: 4...10_000) ?? headerCount
        urlBytes = try settings.int("urlBytes", in: 256...65_536) ?? urlBytes
        bodyBytes = try settings.int("bodyBytes", in: 1_024...67_108_864) ?? bodyBytes
        idleTimeout = try settings.int("idleTimeout", in: 1...86_400) ?? idleTimeout
        handshakeTimeout = try settings.int("handshakeTimeout", in: 1...3_600) ?? handshakeTimeout
        headerTimeout = try settings.int("headerTimeout", in: 1...3_600) ?? headerTimeout
        bodyTimeout = try settings.int("bodyTimeout", in: 1...3_600) ?? bodyTimeout
        connections = try settings.int("connections", in: 1...1_000_000) ?? connections
        connectionsPerAddress = try settings.int("connectionsPerAddress", in: 1...1_000_000) ?? connectionsPerAddress
        shutdownTimeout = try settings.int("shutdownTimeout", in: 0...3_600) ?? shutdownTimeout
        failedSignatures = try settings.int("failedSignatures", in: 0...1_000_000) ?? failedSignatures
    }
}
