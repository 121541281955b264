/// What a certificate says a server is reached as.
package enum ServerName: Equatable, Sendable {
    /// A name of the domain name system.
    case host(String)
    /// An address of the Internet protocol, 4 or 16 bytes.
    case address([UInt8])
}
