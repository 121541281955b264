package import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The address of a receiver that must be reachable for everybody, not only for this machine or its network.
package enum ReceiverAddress {
    /// Why a receiver is not posted to.
    package struct Refused: Error, CustomStringConvertible {
        package let description: String
    }

    /// Looks a host up.
    ///
    /// It may block. Who posts to the address that it returns, and to no other, cannot be led elsewhere by the name.
    ///
    /// - Returns: the numeric address.
    /// - Throws: ``Refused``.
    package static func find(_ host: String) throws(Refused) -> String {
        let address: SocketAddress
        do {
            address = try .makeAddressResolvingHost(host, port: 0)
        } catch {
            throw Refused(description: "the host \(host) cannot be found")
        }
        guard isPublic(address), let text = address.ipAddress else {
            throw Refused(description: "the host \(host) is at an address of a private network or of this machine")
        }
        return text
    }

    /// Whether an address means the same machine everywhere.
    package static func isPublic(_ address: SocketAddress) -> Bool {
        switch address {
        case .v4: isPublic(version4: bytes(of: address, AF_INET))
        case .v6: isPublic(version6: bytes(of: address, AF_INET6))
        case .unixDomainSocket: false
        }
    }

    private static func bytes(of address: SocketAddress, _ family: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 4 : 16)
        inet_pton(family, address.ipAddress ?? "", &bytes)
        return bytes
    }

    /// - Source: the special-purpose address registry of IANA, RFC 6890.
    private static func isPublic(version4 bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (224...255, _): false
        case (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19): false
        case (192, 0) where bytes[2] == 0: false
        default: true
        }
    }

    private static func isPublic(version6 bytes: [UInt8]) -> Bool {
        let isEmbedded = bytes[..<10].allSatisfy { $0 == 0 } && [[0, 0], [0xFF, 0xFF]].contains(bytes[10...11])
        let isTranslated = bytes[..<12] == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if isEmbedded || isTranslated {
            // addresses of version 4 in the one and the other notation; ::1 and :: lead with zeros too
            return isPublic(version4: Array(bytes[12...]))
        }
        // global unicast addresses, without those for documentation
        return bytes[0] & 0xE0 == 0x20 && bytes[..<4] != [0x20, 0x01, 0x0D, 0xB8]
    }
}
