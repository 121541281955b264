import Wire

/// Who is inside one AVChatRoom, with marks.
///
/// An account is inside as long as one of its connections is, or while ``Mark/online`` keeps it there.
struct Room: Sendable {
    struct Member: Sendable {
        let joinTime: UnixTime
        /// The place among all entries of the room, never given again.
        let entry: Int
        fileprivate(set) var connections: Set<ConnectionID> = []
        fileprivate(set) var marks: Set<Mark> = []
    }

    private(set) var members: [Account: Member] = [:]
    /// Who has a mark.
    private(set) var holders: [Mark: Set<Account>] = [:]
    /// Everybody who entered, in order of entry and of time, some of whom have left since.
    private var entries: [(entry: Int, account: Account)] = []
    private var nextEntry = 0
    private var latestJoinTime = UnixTime.never

    var isEmpty: Bool { members.isEmpty }

    // MARK: Coming and going

    mutating func enter(_ account: Account, by connection: ConnectionID, at now: UnixTime) {
        add(account, at: now)
        members[account]?.connections.insert(connection)
    }

    /// Takes a connection out.
    ///
    /// With an account's last one go its marks, apart from ``Mark/online``, and without that the account itself.
    mutating func leave(_ account: Account, by connection: ConnectionID) {
        guard members[account]?.connections.remove(connection) != nil, members[account]?.connections.isEmpty == true
        else {
            return
        }
        for mark in members[account]?.marks ?? [] where mark != .online {
            unmark(account, mark)
        }
        removeIfGone(account)
    }

    /// Takes an account out, with all its connections and marks.
    mutating func remove(_ account: Account) {
        for mark in members[account]?.marks ?? [] {
            unmark(account, mark)
        }
        members[account]?.connections = []
        removeIfGone(account)
    }

    // MARK: Marks

    /// Attaches a mark to an account, which enters with ``Mark/online`` if it is not inside.
    mutating func set(_ mark: Mark, on account: Account, at now: UnixTime) {
        if mark == .online {
            add(account, at: now)
        }
        guard members[account] != nil else {
            return
        }
        members[account]?.marks.insert(mark)
        holders[mark, default: []].insert(account)
    }

    /// Takes a mark off an account, which leaves with ``Mark/online`` if it has no connection.
    mutating func delete(_ mark: Mark, of account: Account) {
        unmark(account, mark)
        removeIfGone(account)
    }

    // MARK: Listing

    /// The members in the order of a list: the latest entrants first.
    ///
    /// - Parameters:
    ///   - mark: lists those who have it, hidden ones too; `nil` lists all but the hidden ones.
    ///   - maximum: members at most.
    func latest(_ maximum: Int, with mark: Mark?) -> [(account: Account, joinTime: UnixTime)] {
        guard let mark else {
            return latestShown(maximum)
        }
        let marked = (holders[mark] ?? []).compactMap { account in members[account].map { (account, $0) } }
        return marked.sorted { $0.1.entry > $1.1.entry }.prefix(maximum).map { ($0.0, $0.1.joinTime) }
    }

    private func latestShown(_ maximum: Int) -> [(account: Account, joinTime: UnixTime)] {
        var shown: [(account: Account, joinTime: UnixTime)] = []
        for (entry, account) in entries.reversed() {
            guard shown.count < maximum else {
                break
            }
            if let member = members[account], member.entry == entry, !member.marks.contains(.hidden) {
                shown.append((account, member.joinTime))
            }
        }
        return shown
    }

    // MARK: -

    private mutating func add(_ account: Account, at now: UnixTime) {
        guard members[account] == nil else {
            return
        }
        // a clock that goes back must not disturb the order
        latestJoinTime = max(latestJoinTime, now)
        members[account] = Member(joinTime: latestJoinTime, entry: nextEntry)
        entries.append((nextEntry, account))
        nextEntry += 1
    }

    private mutating func unmark(_ account: Account, _ mark: Mark) {
        members[account]?.marks.remove(mark)
        holders[mark]?.remove(account)
        if holders[mark]?.isEmpty == true {
            holders[mark] = nil
        }
    }

    private mutating func removeIfGone(_ account: Account) {
        guard let member = members[account], member.connections.isEmpty, !member.marks.contains(.online) else {
            return
        }
        for mark in member.marks {
            unmark(account, mark)
        }
        members[account] = nil
        if entries.count > 2 * members.count + 16 {
            entries.removeAll { members[$0.account]?.entry != $0.entry }
        }
    }
}
