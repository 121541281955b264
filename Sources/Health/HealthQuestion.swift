/// What load balancers and supervisors ask about the server's own state, each at a path of its own.
package enum HealthQuestion: Sendable, Equatable {
    /// `/health`: whether the process answers.
    case health
    /// `/ready`: whether the server can do its work.
    case ready

    /// - Parameter path: of a URL, without the query; `nil` comes of one where nothing is asked.
    package init?(path: Substring) {
        switch path {
        case "/health": self = .health
        case "/ready": self = .ready
        default: return nil
        }
    }
}
