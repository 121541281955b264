package import Groups

/// A named set of rates and of how long messages are kept.
///
/// A raw value is the name in the configuration.
///
/// - Source: protocol reference file 40, 1.1, 1.4 and section 5.
package enum MessageProfile: String, Sendable, CaseIterable {
    case none
    case tencent

    package var limits: MessageLimits {
        var limits = MessageLimits()
        switch self {
        case .none:
            break
        case .tencent:
            limits.historyDays = 7
            limits.messagesPerSecond = 40
            limits.broadcastsPerSecond = 1
        }
        return limits
    }
}
