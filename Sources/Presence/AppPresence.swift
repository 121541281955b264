package import Wire

/// Who of one app is online, on which platform and in which AVChatRooms, as a value.
///
/// It has no clock: whoever asks or changes it calls ``expire(at:)`` first. ``Presence`` does, and adds the lock.
package struct AppPresence: Sendable {
    private struct Connection: Sendable {
        let account: Account
        let platform: Platform
        var rooms: Set<GroupID> = []
    }

    /// An account's terminals.
    private struct Terminals: Sendable {
        var connections: Set<ConnectionID> = []
        /// Platforms without a connection that are reachable by push.
        var reachable: Set<Platform> = []
    }

    /// What ends by itself.
    private enum Lapse: Hashable, Sendable {
        case connection(ConnectionID)
        case push(Account, Platform)
        case stay(Account, GroupID)
    }

    package let limits: PresenceLimits
    private var connections: [ConnectionID: Connection] = [:]
    private var terminals: [Account: Terminals] = [:]
    private var onlineAccounts: Set<Account> = []
    private var rooms: [GroupID: Room] = [:]
    /// The rooms in which ``Mark/online`` keeps an account.
    private var stays: [Account: Set<GroupID>] = [:]
    private var stayCount = 0
    private var lapses = Deadlines<Lapse>()
    private var nextConnection: UInt64 = 0

    package init(limits: PresenceLimits = PresenceLimits()) {
        self.limits = limits
    }

    /// The number of entries that are kept, which the limits bound.
    var size: Int { connections.count + terminals.count + rooms.count + stayCount + lapses.count }

    // MARK: Connections

    /// Notes a connection of an account that has logged in.
    ///
    /// - Returns: `nil` when there are too many; the connection is to be closed then.
    package mutating func connect(_ account: Account, on platform: Platform, at now: UnixTime) -> ConnectionID? {
        guard connections.count < limits.connections else {
            return nil
        }
        let id = ConnectionID(number: nextConnection)
        nextConnection += 1
        connections[id] = Connection(account: account, platform: platform)
        forgetPush(account, platform)
        terminals[account, default: Terminals()].connections.insert(id)
        onlineAccounts.insert(account)
        lapses.set(.connection(id), to: now.advanced(bySeconds: limits.heartbeatTimeout))
        return id
    }

    /// Notes that a connection lives.
    ///
    /// - Returns: whether it is known; one that is not has to log in again.
    package mutating func heartbeat(_ id: ConnectionID, at now: UnixTime) -> Bool {
        guard connections[id] != nil else {
            return false
        }
        lapses.set(.connection(id), to: now.advanced(bySeconds: limits.heartbeatTimeout))
        return true
    }

    /// Notes that a connection has broken or was closed without logging out.
    package mutating func disconnect(_ id: ConnectionID, at now: UnixTime) {
        guard let connection = remove(id), connection.platform.takesPush else {
            return
        }
        rememberPush(connection.account, connection.platform, at: now)
    }

    /// Notes that a terminal has logged out.
    package mutating func logOut(_ id: ConnectionID) {
        _ = remove(id)
    }

    /// Logs an account out on all terminals; its connections are not known any more.
    package mutating func logOut(_ account: Account) {
        for id in terminals[account]?.connections ?? [] {
            logOut(id)
        }
        for platform in terminals[account]?.reachable ?? [] {
            forgetPush(account, platform)
        }
    }

    // MARK: Rooms

    /// Lets a connection into an AVChatRoom, which the caller has found to exist.
    ///
    /// - Returns: whether the connection is known and in no more rooms than allowed.
    package mutating func enter(_ room: GroupID, by id: ConnectionID, at now: UnixTime) -> Bool {
        guard let connection = connections[id],
            connection.rooms.contains(room) || connection.rooms.count < limits.roomsPerConnection
        else {
            return false
        }
        connections[id]?.rooms.insert(room)
        rooms[room, default: Room()].enter(connection.account, by: id, at: now)
        return true
    }

    /// Takes a connection out of an AVChatRoom; nothing happens when it is not inside.
    package mutating func leave(_ room: GroupID, by id: ConnectionID) {
        guard let account = connections[id]?.account, connections[id]?.rooms.remove(room) != nil else {
            return
        }
        rooms[room]?.leave(account, by: id)
        dropIfEmpty(room)
    }

    /// Sets or deletes marks.
    ///
    /// - Returns: the accounts for which it was done, in the order of the change; the others are not in the room.
    /// - Throws: ``ErrorCode/invalidParameter`` when there would be too many marks; nothing has changed then.
    package mutating func change(
        marksIn group: GroupID, by change: MarkChange, at now: UnixTime
    ) throws(APIError) -> [Account] {
        let staying = Set(change.items.filter { $0.marks.contains(.online) }.map(\.account))
        let new = staying.filter { stays[$0]?.contains(group) != true }
        guard change.kind == .delete || stayCount + new.count <= limits.stays else {
            throw APIError(.invalidParameter, "Marks: too many accounts have the mark \(Mark.online.number)")
        }
        var room = rooms.removeValue(forKey: group) ?? Room()
        defer {
            rooms[group] = room
            dropIfEmpty(group)
        }
        let changed = try room.apply(change, limits: limits, at: now)
        for account in staying {
            switch change.kind {
            case .set: stay(account, in: group, at: now)
            case .delete: endStay(account, in: group)
            }
        }
        return changed
    }

    // MARK: Forgetting

    /// Forgets a group that has been destroyed; its members' connections stay.
    package mutating func forget(_ group: GroupID) {
        guard let room = rooms.removeValue(forKey: group) else {
            return
        }
        for (account, member) in room.members {
            for id in member.connections {
                connections[id]?.rooms.remove(group)
            }
            endStay(account, in: group)
        }
    }

    /// Forgets an account that has been deleted; its connections are not known any more.
    package mutating func forget(_ account: Account) {
        logOut(account)
        for room in stays[account] ?? [] {
            endStay(account, in: room)
            rooms[room]?.remove(account)
            dropIfEmpty(room)
        }
    }

    /// Ends what has run out: silent connections, reachability by push, and stays.
    package mutating func expire(at now: UnixTime) {
        while let lapse = lapses.takeNext(dueAt: now) {
            switch lapse.key {
            case .connection(let id):
                disconnect(id, at: lapse.moment)
            case .push(let account, let platform):
                forgetPush(account, platform)
            case .stay(let account, let room):
                endStay(account, in: room)
                rooms[room]?.delete(.online, of: account)
                dropIfEmpty(room)
            }
        }
    }

    // MARK: Questions

    /// Whether an account has a connection.
    package func isOnline(_ account: Account) -> Bool {
        onlineAccounts.contains(account)
    }

    /// All accounts that have a connection.
    package var online: Set<Account> { onlineAccounts }

    package func status(of account: Account) -> LoginStatus {
        guard let terminals = terminals[account] else {
            return .offline
        }
        return terminals.connections.isEmpty ? .pushOnline : .online
    }

    /// An account's platforms that are not offline, in the order of ``Platform``.
    package func platforms(of account: Account) -> [PlatformStatus] {
        guard let terminals = terminals[account] else {
            return []
        }
        let connected = Set(terminals.connections.compactMap { connections[$0]?.platform })
        return Platform.allCases.compactMap { platform in
            if connected.contains(platform) {
                return PlatformStatus(platform: platform, status: .online)
            }
            return terminals.reachable.contains(platform)
                ? PlatformStatus(platform: platform, status: .pushOnline) : nil
        }
    }

    /// How many accounts are in an AVChatRoom, hidden ones too.
    package func memberCount(of room: GroupID) -> Int {
        rooms[room]?.members.count ?? 0
    }

    package func contains(_ account: Account, in room: GroupID) -> Bool {
        rooms[room]?.members[account] != nil
    }

    /// A page of those who are in an AVChatRoom, the latest entrants first.
    ///
    /// - Parameters:
    ///   - mark: lists those who have it; `nil` lists all but the hidden ones.
    ///   - before: the ``RoomPage/next`` of the page before; ``UnixTime/never`` for the first one.
    package func page(of room: GroupID, with mark: Mark?, before: UnixTime) -> RoomPage {
        RoomPage(
            of: rooms[room]?.latest(limits.listedMembers, with: mark) ?? [], before: before,
            size: limits.membersPerPage)
    }

    // MARK: -

    /// - Returns: the connection, out of everything; `nil` if it is not known.
    private mutating func remove(_ id: ConnectionID) -> Connection? {
        guard let connection = connections[id] else {
            return nil
        }
        for room in connection.rooms {
            leave(room, by: id)
        }
        connections[id] = nil
        lapses.remove(.connection(id))
        terminals[connection.account]?.connections.remove(id)
        if terminals[connection.account]?.connections.isEmpty == true {
            onlineAccounts.remove(connection.account)
        }
        dropIfEmpty(connection.account)
        return connection
    }

    private mutating func rememberPush(_ account: Account, _ platform: Platform, at now: UnixTime) {
        guard terminals[account] != nil || terminals.count < limits.pushAccounts + onlineAccounts.count else {
            return
        }
        let isConnected = terminals[account]?.connections.contains { connections[$0]?.platform == platform }
        guard isConnected != true else {
            return
        }
        terminals[account, default: Terminals()].reachable.insert(platform)
        lapses.set(.push(account, platform), to: now.advanced(bySeconds: limits.pushDuration))
    }

    private mutating func forgetPush(_ account: Account, _ platform: Platform) {
        guard terminals[account]?.reachable.remove(platform) != nil else {
            return
        }
        lapses.remove(.push(account, platform))
        dropIfEmpty(account)
    }

    private mutating func stay(_ account: Account, in room: GroupID, at now: UnixTime) {
        if stays[account, default: []].insert(room).inserted {
            stayCount += 1
        }
        lapses.set(.stay(account, room), to: now.advanced(bySeconds: limits.stayDuration))
    }

    private mutating func endStay(_ account: Account, in room: GroupID) {
        guard stays[account]?.remove(room) != nil else {
            return
        }
        stayCount -= 1
        lapses.remove(.stay(account, room))
        if stays[account]?.isEmpty == true {
            stays[account] = nil
        }
    }

    private mutating func dropIfEmpty(_ account: Account) {
        if let kept = terminals[account], kept.connections.isEmpty, kept.reachable.isEmpty {
            terminals[account] = nil
        }
    }

    private mutating func dropIfEmpty(_ room: GroupID) {
        if rooms[room]?.isEmpty == true {
            rooms[room] = nil
        }
    }
}
