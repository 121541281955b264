import Control
import Foundation
import Gateway
import NIOCore

/// A port that cannot be listened at: which, why, and what to do.
struct PortFault: CustomStringConvertible {
    let host: String
    let port: Int
    /// The flags that choose another port, and another address.
    let settings: (port: String, host: String)
    let cause: any Error

    var description: String {
        switch (cause as? IOError)?.errnoCode {
        case EADDRINUSE:
            "port \(port) at \(host) is in use: another program listens there; end that one, or choose another port with "
                + "\(settings.port) (0 picks a free one)"
        case EACCES, EPERM:
            "this user must not listen at port \(port): low ports are for root and programs with CAP_NET_BIND_SERVICE; choose "
                + "another with \(settings.port)"
        case EADDRNOTAVAIL:
            "this machine has no address \(host) to listen at, port \(port); choose another with \(settings.host)"
        default:
            "cannot listen at \(host), port \(port): \(cause); choose others with \(settings.host) and \(settings.port)"
        }
    }
}

extension PortFault {
    init(_ failure: ListenFailure, settings: (port: String, host: String)) {
        self.init(
            host: failure.address.host, port: failure.address.port, settings: settings, cause: failure.cause)
    }

    init(_ failure: ControlPortUnavailable, settings: (port: String, host: String)) {
        self.init(
            host: failure.settings.address, port: failure.settings.port, settings: settings, cause: failure.cause)
    }
}
