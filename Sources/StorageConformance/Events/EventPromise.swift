import Groups
import Storage
import Testing
import Wire

/// What a write tells, and when it tells nothing: a row of docs/events.md.
package struct EventPromise: Sendable {
    /// As docs/events.md names it.
    package let write: String
    let body: @Sendable (EventScene) async throws -> Void

    init(_ write: String, _ body: @escaping @Sendable (_ scene: EventScene) async throws -> Void) {
        self.write = write
        self.body = body
    }

    /// One for each write.
    package static let all = [groups, members, hangings, messages, topics, permissionGroups, accounts].flatMap(\.self)
}

/// A store with somebody who is told what writes do.
struct EventScene {
    let store: any GroupStore
    private let recorder = EventRecorder()

    init(_ store: any GroupStore) {
        self.store = store
        store.observeEvents(recorder)
    }

    /// Expects that a call has told these events, and no others, when it is answered.
    func tells(
        _ events: AppEvent..., at location: SourceLocation = #_sourceLocation, _ call: () async throws -> Void
    ) async throws {
        try await tells(events, at: location, call)
    }

    /// Expects that a call tells nothing.
    func tellsNothing(at location: SourceLocation = #_sourceLocation, _ call: () async throws -> Void) async throws {
        try await tells([], at: location, call)
    }

    /// Expects that a call is refused and tells nothing.
    func refuses(
        _ code: ErrorCode, at location: SourceLocation = #_sourceLocation, _ call: () async throws -> Void
    ) async throws {
        var found: ErrorCode?
        try await tells([], at: location) { found = try await refusal(call) }
        #expect(found == code, sourceLocation: location)
    }

    private func tells(_ events: [AppEvent], at location: SourceLocation, _ call: () async throws -> Void) async throws
    {
        _ = recorder.take()
        try await call()
        #expect(recorder.take() == events.map { CommittedEvent(app: app, event: $0) }, sourceLocation: location)
    }

    /// A group's profile with another number of members.
    func profile(_ group: GroupID = .club, memberNum: Int64) async throws -> GroupProfile {
        var profile = try await store.profile(group)
        profile.memberNum = memberNum
        return profile
    }
}

// MARK: Samples

extension Account {
    /// Who makes the calls.
    static let root = sample("root")
}

extension StoreScope {
    /// A call of ``Account/root``, which creates accounts on sight.
    static let called = StoreScope.called(plan: .unlimited)

    static func called(plan: PlanLimits) -> StoreScope {
        var scope = sample(accounts: .importOnSight, plan: plan)
        scope.caller = .root
        return scope
    }
}

extension AppEvent {
    /// An event of ``GroupID/club``.
    static func club(_ kind: GroupEvent.Kind, type: GroupType = .public, by operator: Account = .root) -> AppEvent {
        .group(GroupEvent(group: .club, type: type, at: now, by: `operator`, kind))
    }

    /// An event of ``GroupID/forum``.
    static func forum(_ kind: GroupEvent.Kind, by operator: Account = .root) -> AppEvent {
        .group(GroupEvent(group: .forum, type: .community, at: now, by: `operator`, kind))
    }

    static func account(_ account: Account, _ kind: AccountEvent.Kind) -> AppEvent {
        .account(AccountEvent(account, at: now, by: .root, kind))
    }
}
