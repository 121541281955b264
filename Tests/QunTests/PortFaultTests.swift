import Foundation
import Gateway
import NIOCore
import Testing

@testable import qun

@Suite("Ports that cannot be used") struct PortFaultTests {
    @Test(arguments: [
        (EADDRINUSE, "port 8443 at 127.0.0.1 is in use", "--tls-port"),
        (EACCES, "must not listen at port 8443", "--tls-port"),
        (EADDRNOTAVAIL, "has no address 127.0.0.1", "--host"), (EIO, "cannot listen at 127.0.0.1, port 8443", "--host"),
    ])
    func `what is wrong and what to do is said`(code: CInt, words: String, setting: String) {
        let failure = ListenFailure(
            address: ListenAddress(host: "127.0.0.1", port: 8_443), isSecure: true,
            cause: IOError(errnoCode: code, reason: "bind"))
        let text = PortFault(failure, settings: (port: "--tls-port", host: "--host")).description
        #expect(text.contains(words) && text.contains(setting))
    }
}
