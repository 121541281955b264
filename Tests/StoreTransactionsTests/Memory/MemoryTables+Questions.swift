import Groups
import Storage
import StoreTransactions
import Wire

extension MemoryTables {
    func traces(of accounts: [Account]) -> [AccountTraces] {
        let rows = question()
        let ids = rows.groups.values.reduce(into: [:]) { $0[$1.number] = $1.profile.id }
        return accounts.map { account in
            var traces = AccountTraces(account)
            traces.memberOf = rows.members.keys.filter { $0.account == account }.compactMap { ids[$0.group] }
            traces.ownerOf = rows.groups.values.filter { $0.profile.owner == account }.map(\.profile.id)
            traces.administratorOf = rows.roomAdmins.filter { $0.value.contains(account) }.keys.compactMap { ids[$0] }
            let noted =
                rows.mutes.keys.filter { $0.account == account }.map(\.group)
                + rows.bans.keys.filter { $0.account == account }.map(\.group)
            traces.notedIn = noted.compactMap { ids[$0] }
            return traces
        }
    }

    func accounts(among accounts: [Account], inAtLeast count: Int64) -> Set<Account> {
        let rows = question()
        return Set(accounts.filter { account in rows.members.keys.count { $0.account == account } >= count })
    }

    func memberCounts(of groups: [GroupNumber: Int64], among accounts: Set<Account>) -> [GroupNumber: Int] {
        let rows = question()
        return groups.reduce(into: [:]) { counts, group in
            counts[group.key] = rows.members.keys.count { $0.group == group.key && accounts.contains($0.account) }
        }
    }

    func memberAccounts(of group: GroupNumber) -> [Account] {
        question().members.filter { $0.key.group == group }
            .sorted { $0.value.place < $1.value.place }.map(\.key.account)
    }

    func bans(of group: GroupNumber, offset: Int64, limit: Int, at now: UnixTime) -> [TimedAccount] {
        let running = question().bans.filter { $0.key.group == group && $0.value > now }
            .map { TimedAccount(account: $0.key.account, until: $0.value) }
        return Array(running.sorted { ($0.until, $0.account) < ($1.until, $1.account) }.page(offset, Int64(limit)))
    }

    func mutes(of group: GroupNumber, topic: TopicID?, at now: UnixTime) -> [TimedAccount] {
        let running = question().mutes.filter { $0.key.group == group && $0.key.topic == topic && $0.value > now }
            .map { TimedAccount(account: $0.key.account, until: $0.value) }
        return running.sorted { ($1.until, $0.account) < ($0.until, $1.account) }
    }

    func portraits(of accounts: [Account]) -> [Account: [String: PortraitValue]] {
        question().portraitItems.filter { accounts.contains($0.key.account) }
            .reduce(into: [:]) { $0[$1.key.account, default: [:]][$1.key.tag] = $1.value }
    }

    func accounts(limit: Int) -> [Account] {
        Array(question().accounts.keys.prefix(limit))
    }

    func accounts(from name: String, limit: Int) -> [Account] {
        let sorted = question().accounts.keys.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
        return Array(sorted.drop { $0.text.utf8.lexicographicallyPrecedes(name.utf8) }.prefix(limit))
    }

    func groups(of type: GroupType?, after number: GroupNumber, limit: Int) -> [ListedGroup] {
        let found = question().groups.values
            .filter { $0.number > number && (type == nil || $0.profile.type == type) }
            .sorted { $0.number < $1.number }
        return found.prefix(limit).map { ListedGroup(id: $0.profile.id, number: $0.number) }
    }

    func topics(of group: GroupNumber) -> [TopicRow] {
        question().topics.filter { $0.key.group == group }.values
            .sorted { ($0.topic.createTime, $0.topic.id.text) < ($1.topic.createTime, $1.topic.id.text) }
    }

    func permissionGroups(of group: GroupNumber, after number: Int64, limit: Int64) -> [PermissionGroupRow] {
        let found = question().permissionGroups.filter { $0.key.group == group && $0.value.number > number }.values
        return Array(found.sorted { $0.number < $1.number }.page(0, limit))
    }

    func permissionGroupMembers(
        of permissionGroup: Int64, in group: GroupNumber, after entry: Int64, limit: Int64
    ) -> [PermissionGroupMember] {
        let found = question().permissionGroupMembers
            .filter { $0.key.group == group && $0.key.permissionGroup == permissionGroup && $0.value > entry }
            .map { PermissionGroupMember(entry: $0.value, account: $0.key.account) }
        return Array(found.sorted { $0.entry < $1.entry }.page(0, limit))
    }

    func topicPermissions(of permissionGroup: Int64, in group: GroupNumber) -> [TopicPermission] {
        question().topicPermissions.filter { $0.key.group == group && $0.key.permissionGroup == permissionGroup }
            .map { TopicPermission(topic: $0.key.topic, permission: $0.value) }
            .sorted { $0.topic.text < $1.topic.text }
    }

    func messages(in seqs: ClosedRange<Int64>, of stream: StreamNumber) -> [MessageRow] {
        question().messages(of: stream).filter { seqs.contains($0.message.seq) }.reversed()
    }

    func receiptCounts(of messages: [MessageKey]) -> [ReceiptCount] {
        let rows = question()
        return messages.map { message in
            let receipts = rows.receipts.filter { $0.key.message == message }.values
            return ReceiptCount(read: Int64(receipts.count { $0 }), unread: Int64(receipts.count { !$0 }))
        }
    }

    func receipts(of message: MessageKey, areRead: Bool, after account: Account?, limit: Int64) -> [Account] {
        let found = question().receipts.filter { $0.key.message == message && $0.value == areRead }.keys.map(\.account)
            .filter { found in account.map { found > $0 } ?? true }
        return Array(found.sorted().page(0, limit))
    }

    func extensions(of message: MessageKey, from startSeq: Int64, limit: Int64) -> ExtensionList {
        let found = question().extensions.filter { $0.key.message == message && $0.value.seq >= startSeq }
            .sorted { left, right in
                left.value.seq == right.value.seq
                    ? left.key.key.lexicographicallyPrecedes(right.key.key) : left.value.seq < right.value.seq
            }
            .map(\.value)
        guard found.count > limit, limit > 0 else {
            return ExtensionList(pairs: limit > 0 ? found : [], isComplete: limit > 0 || found.isEmpty)
        }
        let last = found[Int(limit) - 1].seq
        let pairs = found.filter { $0.seq <= last }
        return ExtensionList(pairs: pairs, isComplete: pairs.count == found.count)
    }

    func streams(after number: StreamNumber, limit: Int64) -> [ListedStream] {
        let rows = question()
        let found =
            rows.streams.values.map { ListedStream(number: $0.number, isCutOff: false, isRoom: $0.isRoom) }
            + rows.cutOffStreams.values.map { ListedStream(number: $0.number, isCutOff: true, isRoom: $0.isRoom) }
        return Array(found.filter { $0.number > number }.sorted { $0.number < $1.number }.page(0, limit))
    }

    func ends(of streams: [StreamNumber], oldest limit: Int64) -> [StreamEnds] {
        let rows = question()
        return streams.map { stream in
            let messages = rows.messages(of: stream).map(\.message)
            return StreamEnds(
                newestSeq: messages.last?.seq,
                oldest: messages.page(0, limit).map { StreamEnds.OldMessage(seq: $0.seq, time: $0.time) })
        }
    }

    /// The rows that a question is about.
    private func question() -> MemoryApp {
        draft.counter.ask(rows: 1)
        return rows
    }
}

extension MemoryApp {
    /// The messages of a stream, the oldest first.
    func messages(of stream: StreamNumber) -> [MessageRow] {
        messages.filter { $0.key.stream == stream }.values.sorted { $0.message.seq < $1.message.seq }
    }
}

extension Array {
    /// What follows an offset, at most so much.
    func page(_ offset: Int64, _ limit: Int64?) -> ArraySlice<Element> {
        dropFirst(Int(clamping: offset)).prefix(limit.map { Int(clamping: $0) } ?? .max)
    }
}
