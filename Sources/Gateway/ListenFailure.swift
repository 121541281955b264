/// An address at which the gateway cannot listen.
package struct ListenFailure: Error {
    package let address: ListenAddress
    /// Whether it is the one for TLS.
    package let isSecure: Bool
    package let cause: any Error

    package init(address: ListenAddress, isSecure: Bool, cause: any Error) {
        self.address = address
        self.isSecure = isSecure
        self.cause = cause
    }
}
