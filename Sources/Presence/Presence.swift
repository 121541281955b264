import Synchronization
package import Wire

/// Who is online, on which platform and in which AVChatRooms: what this server knows of its own clients' connections.
///
/// Connections of clients are to drive it, which this server does not take, so that nobody is online; commands ask it.
/// It lives in memory only: a restart begins with nobody online, and clients log in again.
///
/// - Times are by the clock of the app, as ``AppPresence`` has none.
/// - Limits: ``PresenceLimits`` for each app.
/// - Concurrency: any number of callers; each call sees and leaves one state.
package final class Presence: Sendable {
    private let limits: PresenceLimits
    private let apps = Mutex<[SDKAppID: AppPresence]>([:])
    private let tell: @Sendable (ToldPresence) -> Void

    /// - Parameter tell: is given what commands have changed, for nodes that other clients are connected to.
    package init(limits: PresenceLimits = PresenceLimits(), tell: @escaping @Sendable (ToldPresence) -> Void = { _ in })
    {
        self.limits = limits
        self.tell = tell
    }

    /// Changes or asks the presence of one app, as it is at a moment.
    ///
    /// The body holds a lock and must be short.
    package func update<Value: Sendable, Failure: Error>(
        _ app: SDKAppID, at now: UnixTime, _ body: (inout AppPresence) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let result: Result<Value, Failure> = apps.withLock { apps in
            // taken out, so that it is changed in place
            var presence = apps.removeValue(forKey: app) ?? AppPresence(limits: limits)
            defer { apps[app] = presence }
            presence.expire(at: now)
            do throws(Failure) {
                return .success(try body(&presence))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Forgets all that is known of an app: nobody is online then.
    package func forget(_ app: SDKAppID) {
        apps.withLock { $0[app] = nil }
    }

    // MARK: For connections of clients

    /// As ``AppPresence/connect(_:on:at:)``.
    package func connect(
        _ account: Account, on platform: Platform, in app: SDKAppID, at now: UnixTime
    ) -> ConnectionID? {
        update(app, at: now) { $0.connect(account, on: platform, at: now) }
    }

    /// As ``AppPresence/heartbeat(_:at:)``.
    package func heartbeat(_ id: ConnectionID, in app: SDKAppID, at now: UnixTime) -> Bool {
        update(app, at: now) { $0.heartbeat(id, at: now) }
    }

    /// As ``AppPresence/disconnect(_:at:)``.
    package func disconnect(_ id: ConnectionID, in app: SDKAppID, at now: UnixTime) {
        update(app, at: now) { $0.disconnect(id, at: now) }
    }

    /// Notes that a terminal has logged out.
    package func logOut(_ id: ConnectionID, in app: SDKAppID, at now: UnixTime) {
        update(app, at: now) { $0.logOut(id) }
    }

    /// As ``AppPresence/enter(_:by:at:)``.
    package func enter(_ room: GroupID, by id: ConnectionID, in app: SDKAppID, at now: UnixTime) -> Bool {
        update(app, at: now) { $0.enter(room, by: id, at: now) }
    }

    /// As ``AppPresence/leave(_:by:)``.
    package func leave(_ room: GroupID, by id: ConnectionID, in app: SDKAppID, at now: UnixTime) {
        update(app, at: now) { $0.leave(room, by: id) }
    }

    // MARK: For commands

    /// Carries a change out here, and tells the other nodes.
    ///
    /// - Returns: as ``AppPresence/apply(_:at:)``.
    /// - Throws: as ``AppPresence/apply(_:at:)``; nobody is told then.
    @discardableResult
    package func change(
        _ app: SDKAppID, at now: UnixTime, by change: PresenceChange
    ) throws(APIError) -> [Account] {
        let changed = try update(app, at: now) { (presence) throws(APIError) in try presence.apply(change, at: now) }
        tell(ToldPresence(change, in: app, at: now))
        return changed
    }

    /// Carries out what another node has told; what the limits forbid here is left out.
    package func take(_ told: ToldPresence) {
        _ = try? update(told.app, at: told.moment) { (presence) throws(APIError) in
            try presence.apply(told.change, at: told.moment)
        }
    }

    /// Forgets a group that has been destroyed.
    package func forget(_ group: GroupID, in app: SDKAppID, at now: UnixTime) {
        _ = try? change(app, at: now, by: .groupGone(group))
    }

    /// Logs an account out on all terminals; it stays in rooms where ``Mark/online`` keeps it.
    package func logOut(_ account: Account, in app: SDKAppID, at now: UnixTime) {
        _ = try? change(app, at: now, by: .kicked(account))
    }

    /// Forgets accounts that have been deleted.
    package func forget(_ accounts: some Sequence<Account>, in app: SDKAppID, at now: UnixTime) {
        let accounts = Array(accounts)
        if !accounts.isEmpty {
            _ = try? change(app, at: now, by: .accountsGone(accounts))
        }
    }
}
