import Groups
import StoreTransactions
import Wire

extension MemoryApp {
    mutating func apply(_ change: SetWideChange) {
        switch change {
        case .destroyGroups(let groups):
            for group in groups {
                destroy(group)
            }
        case .removeMembers(let accounts, let group):
            let accounts = Set(accounts)
            removeMembers { $0.group == group && accounts.contains($0.account) }
        case .destroyTopics(let topics, let group):
            destroy(Set(topics), of: group)
        case .destroyPermissionGroups(let numbers, let group):
            permissionGroups = permissionGroups.filter { $0.key.group != group || !numbers.contains($0.value.number) }
            permissionGroupMembers = permissionGroupMembers.filter {
                $0.key.group != group || !numbers.contains($0.key.permissionGroup)
            }
            topicPermissions = topicPermissions.filter {
                $0.key.group != group || !numbers.contains($0.key.permissionGroup)
            }
        case .deleteAccounts(let accounts):
            delete(Set(accounts))
        case .activateGroup:
            // lists of joined groups read the group itself
            break
        case .askForReceipts(let message, let group, let sender):
            for key in members.keys where key.group == group && key.account != sender {
                receipts[ReceiptKey(message: message, account: key.account)] = false
            }
        case .recall(let sender, let seqs, let stream):
            for (key, row) in messages
            where key.stream == stream && seqs.contains(key.seq) && row.message.sender == sender {
                messages[key]?.recall()
            }
        case .clearExtensions(let message):
            extensions = extensions.filter { $0.key.message != message }
        case .removeMessages(let seqs, let stream):
            removeMessages { $0.stream == stream && seqs.contains($0.seq) }
        case .removeStream(let stream):
            streams = streams.filter { $0.value.number != stream }
            cutOffStreams[stream] = nil
        case .forgetBans(let group, let end):
            bans = bans.filter { $0.key.group != group || $0.value > end }
        case .forgetSends(let end, let limit):
            forgetSends(limit: limit) { $0.keptUntil <= end }
        case .forgetSendsAhead(let beginning, let limit):
            forgetSends(limit: limit) { $0.keptUntil >= beginning }
        }
    }

    private mutating func destroy(_ group: GroupNumber) {
        removeMembers { $0.group == group }
        destroy(Set(topics.keys.filter { $0.group == group }.map(\.topic)), of: group)
        cutOffStreams { $0.group == group }
        mutes = mutes.filter { $0.key.group != group }
        bans = bans.filter { $0.key.group != group }
        roomAdmins[group] = nil
        attributes[group] = nil
        counters[group] = nil
        permissionGroups = permissionGroups.filter { $0.key.group != group }
        groups = groups.filter { $0.value.number != group }
    }

    private mutating func destroy(_ gone: Set<TopicID>, of group: GroupNumber) {
        mutes = mutes.filter { row in row.key.group != group || row.key.topic.map { !gone.contains($0) } ?? true }
        topicPermissions = topicPermissions.filter { $0.key.group != group || !gone.contains($0.key.topic) }
        topicReads = topicReads.filter { $0.key.group != group || !gone.contains($0.key.topic) }
        topics = topics.filter { $0.key.group != group || !gone.contains($0.key.topic) }
        cutOffStreams { key in key.group == group && key.topic.map(gone.contains) ?? false }
    }

    private mutating func delete(_ accounts: Set<Account>) {
        removeMembers { accounts.contains($0.account) }
        mutes = mutes.filter { !accounts.contains($0.key.account) }
        bans = bans.filter { !accounts.contains($0.key.account) }
        roomAdmins = roomAdmins.mapValues { $0.filter { !accounts.contains($0) } }
        globalMutes = globalMutes.filter { !accounts.contains($0.key) }
        portraitItems = portraitItems.filter { !accounts.contains($0.key.account) }
        receipts = receipts.filter { !accounts.contains($0.key.account) }
        self.accounts = self.accounts.filter { !accounts.contains($0.key) }
    }

    /// Removes members with their read positions in topics and their places in permission groups.
    private mutating func removeMembers(_ isLeaving: (MemberKey) -> Bool) {
        members = members.filter { !isLeaving($0.key) }
        topicReads = topicReads.filter { !isLeaving(MemberKey(group: $0.key.group, account: $0.key.account)) }
        let places = permissionGroupMembers.keys.filter {
            isLeaving(MemberKey(group: $0.group, account: $0.account))
        }
        for place in places {
            permissionGroupMembers[place] = nil
            for (key, row) in permissionGroups where row.number == place.permissionGroup {
                permissionGroups[key]?.permissionGroup.memberCount -= 1
            }
        }
    }

    private mutating func cutOffStreams(_ isCutOff: (StreamKey) -> Bool) {
        for (key, row) in streams where isCutOff(key) {
            cutOffStreams[row.number] = row
            streams[key] = nil
        }
    }

    private mutating func removeMessages(_ isRemoved: (MessageKey) -> Bool) {
        messages = messages.filter { !isRemoved($0.key) }
        receipts = receipts.filter { !isRemoved($0.key.message) }
        extensions = extensions.filter { !isRemoved($0.key.message) }
        extensionCounters = extensionCounters.filter { !isRemoved($0.key) }
    }

    /// Removes notes of sendings, the oldest first.
    private mutating func forgetSends(limit: Int64, _ isForgotten: (RecentSend) -> Bool) {
        let notes = recentSends.flatMap { key, sends in sends.filter(isForgotten).map { (key: key, send: $0) } }
        for note in notes.sorted(by: { $0.send.keptUntil < $1.send.keptUntil }).page(0, limit) {
            recentSends[note.key]?.removeAll { $0 == note.send }
            if recentSends[note.key]?.isEmpty == true {
                recentSends[note.key] = nil
            }
        }
    }
}
