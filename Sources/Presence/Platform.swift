/// The kind of terminal that a client runs on.
///
/// A raw value is the name on the wire.
///
/// - Source: protocol reference file 60, section 7.
package enum Platform: String, Sendable, CaseIterable {
    case iPhone = "iPhone"
    case android = "Android"
    case web = "Web"
    case pc = "PC"
    case iPad = "iPad"
    case mac = "Mac"

    /// Whether a notification reaches the terminal while it has no connection.
    var takesPush: Bool {
        switch self {
        case .iPhone, .android, .iPad: true
        case .web, .pc, .mac: false
        }
    }
}
