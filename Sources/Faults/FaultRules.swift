import Synchronization
package import Wire

/// The faults that the server makes on purpose, and how often each has hit.
///
/// Of several rules that would hit, the one with the smallest number does, and it alone counts. While there is none that can,
/// a call or an event costs one load.
///
/// - Concurrency: safe for use from any thread.
package final class FaultRules: Sendable {
    /// Most rules at a time, those that are spent included.
    package static let maximumCount = 1_000

    private struct State {
        /// By number.
        var faults: [ListedFault] = []
        /// The last number that was given.
        var lastNumber = 0
    }

    private let chance: @Sendable () -> Double
    private let state = Mutex(State())
    /// Rules that can still hit.
    private let callRules = Atomic(0)
    private let webhookRules = Atomic(0)
    /// Whoever waits because of a fault.
    package let pauses = FaultPauses()

    /// - Parameter chance: yields a number from 0 to less than 1, another one each time.
    package init(chance: @escaping @Sendable () -> Double) {
        self.chance = chance
    }

    // MARK: Rules

    /// All rules, by number.
    package var all: [ListedFault] { state.withLock(\.faults) }

    /// Puts a rule in force.
    ///
    /// - Returns: `nil` where there are ``maximumCount`` already.
    package func add(_ rule: FaultRule) -> ListedFault? {
        change { state in
            guard state.faults.count < Self.maximumCount else {
                return nil
            }
            state.lastNumber += 1
            let fault = ListedFault(number: state.lastNumber, rule: rule)
            state.faults.append(fault)
            return fault
        }
    }

    /// Drops a rule.
    ///
    /// What it holds up already is not let go.
    ///
    /// - Returns: the rule as it was; `nil` where there is none of this number.
    package func drop(_ number: Int) -> ListedFault? {
        change { state in
            state.faults.firstIndex { $0.number == number }.map { state.faults.remove(at: $0) }
        }
    }

    /// Drops all rules, or those that name an app.
    ///
    /// - Returns: how many there were.
    @discardableResult
    package func dropAll(of app: SDKAppID? = nil) -> Int {
        change { state in
            let count = state.faults.count
            state.faults.removeAll { app == nil || $0.rule.scope.app == app }
            return count - state.faults.count
        }
    }

    // MARK: Hits

    /// Whether some rule can hit a call.
    package var canHitCalls: Bool { callRules.load(ordering: .relaxed) > 0 }

    /// Whether some rule can hit an event.
    package var canHitWebhooks: Bool { webhookRules.load(ordering: .relaxed) > 0 }

    /// Finds the fault that hits a call, and counts the hit.
    ///
    /// - Parameter groups: finds the groups that the call names; asked where a rule of such calls names a group.
    package func hit(_ call: CallSubject, groups: () -> Set<GroupID>) -> CallFault? {
        guard canHitCalls else {
            return nil
        }
        // groups are looked for without the lock: a body may be large
        let needsGroups = state.withLock { state in
            state.faults.contains { $0.callEffect != nil && $0.rule.scope.group != nil && $0.rule.scope.includes(call) }
        }
        let groups = needsGroups ? groups() : []
        return hit { fault in
            let scope = fault.rule.scope
            guard
                let effect = fault.callEffect, scope.includes(call),
                scope.group.map(groups.contains) ?? true
            else {
                return nil
            }
            return CallFault(number: fault.number, effect: effect)
        }
    }

    /// Finds the fault that hits an event, and counts the hit.
    package func hit(_ event: WebhookSubject) -> WebhookFault? {
        guard canHitWebhooks else {
            return nil
        }
        return hit { fault in
            guard case .webhook(let effect) = fault.rule.effect, !fault.isSpent, fault.rule.scope.includes(event) else {
                return nil
            }
            return WebhookFault(number: fault.number, effect: effect)
        }
    }

    /// Counts the first fault that may hit and has the luck to.
    ///
    /// - Parameter match: what a rule does; `nil` for one that does not hit.
    private func hit<Hit>(_ match: (ListedFault) -> Hit?) -> Hit? {
        change { state in
            for place in state.faults.indices {
                guard let hit = match(state.faults[place]), isLucky(state.faults[place].rule.chance) else {
                    continue
                }
                state.faults[place].hits += 1
                return hit
            }
            return nil
        }
    }

    private func isLucky(_ bound: Double) -> Bool {
        bound >= 1 || chance() < bound
    }

    /// Changes the rules, and notes whether some can still hit.
    private func change<Value>(_ body: (inout State) -> Value) -> Value {
        state.withLock { state in
            let value = body(&state)
            let live = state.faults.filter { !$0.isSpent }
            let calls = live.count(where: { $0.callEffect != nil })
            callRules.store(calls, ordering: .relaxed)
            webhookRules.store(live.count - calls, ordering: .relaxed)
            return value
        }
    }
}

extension ListedFault {
    /// What it does to a call that it hits; `nil` where it is spent, or hits events.
    fileprivate var callEffect: CallEffect? {
        guard case .call(let effect) = rule.effect, !isSpent else {
            return nil
        }
        return effect
    }
}
