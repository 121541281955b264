package import Wire

/// What members are told of a change in their group: a message that the server itself puts into the group's history.
///
/// - Source: protocol reference file 40, 1.1.
package struct GroupTip: Sendable, Equatable {
    package let kind: Kind
    /// Whom the change is said to be made by; `nil` where nobody made a call.
    package let `operator`: Account?

    package enum Kind: Sendable, Equatable {
        case joined([Account], memberNum: Int64)
        case left([Account], memberNum: Int64)
        case removed([Account])
        /// A member has become an administrator of the group, or is none any more.
        case roleChanged(Account, isAdmin: Bool)
        /// Fields of the profile were set, those that members see.
        case profileChanged([GroupEvent.ProfileField])
        case ownerChanged(to: Account)
        /// Accounts may not speak for some seconds; 0 lets them speak.
        case muted([Account], seconds: Int64)
    }

    package init(_ kind: Kind, by operator: Account?) {
        self.kind = kind
        self.operator = `operator`
    }
}

extension GroupTip {
    /// The tip of an event; `nil` where members are not told, or the type keeps no such tip.
    ///
    /// It does not look at whether the group is activated.
    package init?(of event: GroupEvent) {
        guard let kind = Kind(event.kind, at: event.time), event.type.keepsTips(isOfProfile: kind.isOfProfile) else {
            return nil
        }
        self.init(kind, by: event.operator)
    }

    /// The accounts that the tip is about, in the order of the event.
    package var accounts: [Account] {
        switch kind {
        case .joined(let accounts, _), .left(let accounts, _), .removed(let accounts), .muted(let accounts, _): accounts
        case .roleChanged(let account, _): [account]
        case .profileChanged, .ownerChanged: []
        }
    }
}

extension GroupTip.Kind {
    fileprivate init?(_ event: GroupEvent.Kind, at time: UnixTime) {
        switch event {
        case .membersJoined(let joined) where joined.audience == .everybody:
            self = .joined(joined.accounts, memberNum: joined.memberNum)
        case .membersLeft(let left) where left.audience == .everybody:
            switch left.cause {
            case .accountDeleted: self = .left(left.accounts, memberNum: left.memberNum)
            case .removed, .banned: self = .removed(left.accounts)
            }
        case .memberChanged(let account, let fields):
            guard let isAdmin = fields.lazy.compactMap(\.appointment).first else {
                return nil
            }
            self = .roleChanged(account, isAdmin: isAdmin)
        case .membersMuted(let accounts, topic: nil, let end):
            self = .muted(accounts, seconds: max(0, end.seconds - time.seconds))
        case .profileChanged(let fields):
            let visible = fields.filter { $0.tipMember != nil }
            guard !visible.isEmpty else {
                return nil
            }
            self = .profileChanged(visible)
        case .ownerChanged(_, let owner?):
            self = .ownerChanged(to: owner)
        default:
            return nil
        }
    }

    /// Whether the tip is about the group itself, not about its members.
    fileprivate var isOfProfile: Bool {
        switch self {
        case .profileChanged, .ownerChanged: true
        case .joined, .left, .removed, .roleChanged, .muted: false
        }
    }
}

extension GroupEvent.MemberField {
    /// Whether the member is an administrator now and was none, or the other way round; `nil` where that is as it was.
    fileprivate var appointment: Bool? {
        guard case .role(let role, let former) = self, (role == .admin) != (former == .admin) else {
            return nil
        }
        return role == .admin
    }
}
