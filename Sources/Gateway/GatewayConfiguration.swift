package import NIOSSL

/// Where and how the gateway listens.
package struct GatewayConfiguration: Sendable {
    /// For HTTP without TLS; `nil` for none.
    package var plain: ListenAddress?
    /// For HTTPS; `nil` for none.
    package var secure: SecureListener?
    package var limits: GatewayLimits
    /// What begins the identifiers of requests, at most 15 letters and digits; `nil` where they have none.
    package var processTag: String?
    /// The name of the header of answers that has them; `nil` for none.
    package var requestIDHeader: String?

    package init(
        plain: ListenAddress?, secure: SecureListener? = nil, limits: GatewayLimits = GatewayLimits(),
        processTag: String? = nil, requestIDHeader: String? = nil
    ) {
        self.processTag = processTag
        self.requestIDHeader = requestIDHeader
        self.plain = plain
        self.secure = secure
        self.limits = limits
    }
}

/// A place to listen at with TLS.
package struct SecureListener: Sendable {
    package var address: ListenAddress
    /// Holds the certificate and the key.
    package var tls: NIOSSLContext

    package init(address: ListenAddress, tls: NIOSSLContext) {
        self.address = address
        self.tls = tls
    }
}
