/// The answer to a ``HealthQuestion``.
package struct HealthAnswer: Sendable {
    package let isWell: Bool
    /// What lies behind a bad answer, for the log; `nil` where nothing failed.
    package let cause: (any Error)?

    package init(isWell: Bool, cause: (any Error)? = nil) {
        self.isWell = isWell
        self.cause = cause
    }

    /// The status of HTTP, which is all that load balancers look at.
    package var status: Int { isWell ? 200 : 503 }

    /// The body, as JSON.
    package var body: [UInt8] {
        Array((isWell ? #"{"Status":"ok"}"# : #"{"Status":"unavailable"}"#).utf8)
    }
}
