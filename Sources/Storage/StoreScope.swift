package import Groups
package import Traces
package import Wire

/// The app and the moment of a call of the store, and the app's settings under which it works.
///
/// Each method of ``GroupStore`` takes one, and asks it for what its rules need.
package struct StoreScope: Sendable {
    package let app: SDKAppID
    /// The present, by the app's clock.
    package let now: UnixTime
    /// Who makes the call, whom events name; `nil` where nobody does.
    package var caller: Account?
    /// The peer of the connection by which the call came, whom events name; `nil` where there was none.
    package var address: String?
    /// Whether a write is only tried: it is checked and answered like any other, but changes nothing and tells nothing.
    ///
    /// What others write before it is made in earnest may change its answer.
    package var isRehearsal = false
    /// The span of the call, which events name; `nil` where it is not traced.
    package var origin: TraceOrigin?
    /// What a write does with an account that it names and that does not exist.
    package var accounts: AccountPolicy
    private var limits: StoreLimits

    package init(
        _ app: SDKAppID, at now: UnixTime, by caller: Account? = nil, address: String? = nil,
        accounts: AccountPolicy = .mustExist, limits: StoreLimits = StoreLimits()
    ) {
        self.app = app
        self.now = now
        self.caller = caller
        self.address = address
        self.accounts = accounts
        self.limits = limits
    }
}

extension StoreScope {
    /// The same, for a write that is only tried.
    package var rehearsal: StoreScope {
        var scope = self
        scope.isRehearsal = true
        return scope
    }

    /// The quotas that groups, their owners and their members must keep within.
    package var plan: PlanLimits {
        get { limits.plan }
        set { limits = StoreLimits(plan: newValue, groups: groups, messages: messages) }
    }

    /// The sizes that groups may have.
    package var groups: GroupLimits { limits.groups }

    /// The sizes that messages may have, and how long they are kept.
    package var messages: MessageLimits {
        get { limits.messages }
        set { limits = StoreLimits(plan: plan, groups: groups, messages: newValue) }
    }
}

/// The limits of an app under which a store works.
///
/// An object, because it is large and every call hands it on.
package final class StoreLimits: Sendable {
    package let plan: PlanLimits
    package let groups: GroupLimits
    package let messages: MessageLimits

    package init(
        plan: PlanLimits = .unlimited, groups: GroupLimits = GroupLimits(), messages: MessageLimits = MessageLimits()
    ) {
        self.plan = plan
        self.groups = groups
        self.messages = messages
    }
}

extension StoreLimits: Equatable {
    package static func == (left: StoreLimits, right: StoreLimits) -> Bool {
        left.plan == right.plan && left.groups == right.groups && left.messages == right.messages
    }
}
