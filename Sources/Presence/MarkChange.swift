package import Wire

/// A request to set or delete marks in one AVChatRoom.
package struct MarkChange: Sendable {
    package enum Kind: Sendable {
        case set
        case delete
    }

    package let kind: Kind
    /// In request order; an account may stand twice.
    package let items: [(account: Account, marks: Set<Mark>)]

    package init(_ kind: Kind, _ items: [(account: Account, marks: Set<Mark>)]) {
        self.kind = kind
        self.items = items
    }
}

extension Room {
    /// Carries a change out, for those who are inside and those who enter by ``Mark/online``.
    ///
    /// - Returns: the accounts for which it was carried out, in the order of the change, each once.
    /// - Throws: ``ErrorCode/invalidParameter`` when the room would hold too many marks, or too many members one of
    ///   them; nothing has changed then.
    mutating func apply(
        _ change: MarkChange, limits: PresenceLimits, at now: UnixTime
    ) throws(APIError) -> [Account] {
        let reached = reached(by: change)
        let items = change.items.filter { reached.contains($0.account) }
        if change.kind == .set {
            try check(items, limits: limits)
        }
        for item in items {
            // the mark 500, which sorts first, lets an account in before it gets others, and is deleted after them
            for mark in change.kind == .set ? item.marks.sorted() : item.marks.sorted().reversed() {
                switch change.kind {
                case .set: set(mark, on: item.account, at: now)
                case .delete: delete(mark, of: item.account)
                }
            }
        }
        var seen: Set<Account> = []
        return items.map(\.account).filter { seen.insert($0).inserted }
    }

    private func reached(by change: MarkChange) -> Set<Account> {
        let entering = change.items.filter { change.kind == .set && $0.marks.contains(.online) }
        return Set(change.items.map(\.account).filter { members[$0] != nil }).union(entering.map(\.account))
    }

    private func check(
        _ items: [(account: Account, marks: Set<Mark>)], limits: PresenceLimits
    ) throws(APIError) {
        var after: [Mark: Set<Account>] = [:]
        for item in items {
            for mark in item.marks {
                after[mark, default: holders[mark] ?? []].insert(item.account)
            }
        }
        let own = Set(holders.keys).union(after.keys).filter(\.isOwn)
        guard own.count <= limits.marksPerRoom else {
            throw APIError(
                .invalidParameter, "Marks: the group would have \(own.count) marks, more than \(limits.marksPerRoom)")
        }
        guard let full = after.filter({ $0.value.count > limits.membersPerMark }).keys.min() else {
            return
        }
        throw APIError(
            .invalidParameter, "Marks: more than \(limits.membersPerMark) members would have the mark \(full.number)")
    }
}
