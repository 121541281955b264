package import Wire

/// Where the control port is, and who may use it.
package struct ControlSettings: Sendable {
    package static let defaultPort = 8081

    /// The address to listen at.
    package var address = "127.0.0.1"
    /// 0 picks a free one.
    package var port = defaultPort
    /// Whether somebody wants this port; another server may have the one that is there by default.
    package var isPortChosen = false
    /// What a caller has to know; `nil` lets everybody in who reaches the port.
    package var token: Secret?
    /// Names of the machine that a caller may use beside its addresses and `localhost`.
    package var hosts: [String] = []
    /// Whether the server is there to be tried with: apps can be reset, their clocks set, and faults made.
    package var isDevelopment = false
    /// Calls that are kept to be shown; 0 for none.
    package var callCount = 1_000
    /// Bytes of each body of a call that are kept; 0 for none.
    package var bodyBytes = 0

    package init() {}
}
