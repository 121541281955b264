import NIOCore
import NIOSSL

extension TLSConfiguration {
    /// The settings of every TLS listener: TLS 1.2 or later, and no long wait for a client's farewell.
    static func server(chain: [NIOSSLCertificate], key: NIOSSLPrivateKey) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        // Many clients drop idle connections without a word; a shutdown must not wait for each of them.
        configuration.shutdownTimeout = .milliseconds(500)
        return configuration
    }
}
