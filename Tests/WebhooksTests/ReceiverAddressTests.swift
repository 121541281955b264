import NIOCore
import Testing
import Webhooks

/// Which addresses lead to the same machine from everywhere.
@Suite("Addresses of receivers")
struct ReceiverAddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1", "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2001:db8::1",
    ])
    func `of this machine and of private networks are refused`(address: String) throws {
        #expect(!ReceiverAddress.isPublic(try SocketAddress(ipAddress: address, port: 0)))
        #expect(throws: ReceiverAddress.Refused.self) { try ReceiverAddress.find(address) }
    }

    @Test(arguments: [
        "8.8.8.8", "172.15.0.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808",
    ])
    func `of the whole world are taken`(address: String) throws {
        #expect(ReceiverAddress.isPublic(try SocketAddress(ipAddress: address, port: 0)))
    }
}
