/// The five types of groups.
///
/// A raw value is the name on the wire.
///
/// - Source: seed page; protocol reference file 10, 1.1.
package enum GroupType: String, Sendable, CaseIterable {
    case work = "Private"
    case `public` = "Public"
    case meeting = "ChatRoom"
    case avChatRoom = "AVChatRoom"
    case community = "Community"

    /// The names that a request may use: the one on the wire, then the product's where that is another.
    package var requestNames: [String] {
        switch self {
        case .work: [rawValue, "Work"]
        case .meeting: [rawValue, "Meeting"]
        case .public, .avChatRoom, .community: [rawValue]
        }
    }

    /// The type that a request means; the product names `Work` and `Meeting` are accepted too.
    package init?(requestName name: String) {
        switch name {
        case "Work": self = .work
        case "Meeting": self = .meeting
        default: self.init(rawValue: name)
        }
    }
}

/// A member's role in a group.
///
/// A raw value is the name on the wire.
package enum Role: String, Sendable, CaseIterable {
    case owner = "Owner"
    case admin = "Admin"
    case member = "Member"
}

/// How applications to join are treated.
package enum ApplyJoinOption: String, Sendable, CaseIterable {
    case freeAccess = "FreeAccess"
    case needPermission = "NeedPermission"
    case disableApply = "DisableApply"
}

/// How invitations by members are treated; a REST caller is never bound by it.
package enum InviteJoinOption: String, Sendable, CaseIterable {
    case freeAccess = "FreeAccess"
    case needPermission = "NeedPermission"
    case disableInvite = "DisableInvite"
}

/// How messages of the group are delivered to a member.
package enum MsgFlag: String, Sendable, CaseIterable {
    /// Deliver and alert.
    case acceptAndNotify = "AcceptAndNotify"
    /// Deliver without an alert.
    case acceptNotNotify = "AcceptNotNotify"
    /// Deliver, alert only when the member is mentioned.
    case acceptNotNotifyExceptAt = "AcceptNotNotifyExceptAt"
    /// Do not deliver.
    case discard = "Discard"
}

/// How important a message is when a group has more than may be sent.
///
/// A raw value is the name in requests.
package enum MsgPriority: String, Sendable, CaseIterable {
    case high = "High"
    case normal = "Normal"
    case low = "Low"
    /// Sent by public clients; no page of the documentation names it.
    case lowest = "Lowest"

    /// The number that stands for the priority in histories: 1 for the highest.
    package var number: Int64 {
        switch self {
        case .high: 1
        case .normal: 2
        case .low: 3
        case .lowest: 4
        }
    }
}

/// A switch that the wire spells as `On` and `Off`.
package enum OnOff: String, Sendable, CaseIterable {
    case on = "On"
    case off = "Off"

    package init(_ isOn: Bool) {
        self = isOn ? .on : .off
    }
}
