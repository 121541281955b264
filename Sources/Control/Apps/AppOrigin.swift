/// Where an app comes from.
package enum AppOrigin: String, Sendable, CaseIterable {
    /// The configuration has it.
    case configured
    /// The server made it for itself, as none was configured.
    case generated
    case demo
    /// Somebody made it while the server ran.
    case created
}
