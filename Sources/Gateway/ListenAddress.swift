/// A place to listen at, or the place that was found.
package struct ListenAddress: Sendable, Equatable {
    /// A host name or an address.
    package let host: String
    /// 0 asks for any free port.
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}
