package import Groups

/// A named set of quotas.
///
/// A raw value is the name in the configuration.
///
/// - Source: protocol reference file 10, 1.3. A Community keeps its 100,000 members in every plan.
package enum PlanProfile: String, Sendable, CaseIterable {
    case none
    case trial
    case pro
    case flagship

    package var limits: PlanLimits {
        var limits = PlanLimits()
        switch self {
        case .none:
            break
        case .trial:
            limits.groups = 100
            limits.avChatRooms = 10
            limits.groupsPerAccount = 50
            limits.members = 20
        case .pro:
            limits.avChatRooms = 50
            limits.dailyGroups = 10_000
            limits.groupsPerAccount = 500
            limits.members = 200
        case .flagship:
            limits.dailyGroups = 10_000
            limits.groupsPerAccount = 1_000
            limits.members = 2_000
        }
        return limits
    }
}
