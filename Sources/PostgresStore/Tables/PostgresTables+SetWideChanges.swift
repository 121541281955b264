import Groups
import StoreTransactions
import Wire

/// Changes of many rows.
extension PostgresTables {
    func apply(_ change: SetWideChange) throws {
        switch change {
        case .destroyGroups(let groups):
            for group in groups {
                try destroyGroup(group)
            }
        case .removeMembers(let accounts, let group):
            try memberTable.delete(accounts.map { MemberKey(group: group, account: $0) })
        case .destroyTopics(let topics, let group):
            try muteTable.deleteAll(in: topics, of: group)
            try topicPermissionTable.deleteAll(in: topics, of: group)
            try streamTable.cutOff(topics, of: group)
            try topicTable.delete(topics.map { TopicKey(group: group, topic: $0) })
        case .destroyPermissionGroups(let numbers, let group):
            try topicPermissionTable.deleteAll(of: numbers, in: group)
            try permissionGroupTable.delete(numbers, of: group)
        case .deleteAccounts(let accounts):
            try deleteAccounts(accounts)
        case .activateGroup(let group):
            try membershipTable.activate(group)
        case .askForReceipts(let message, let group, let account):
            try receiptTable.ask(message, group: group, except: account)
        case .recall(let sender, let seqs, let stream):
            try messageTable.recallAll(sentBy: sender, seqs, in: stream)
        case .clearExtensions(let message):
            try extensionTable.deleteAll(of: message)
        case .removeMessages(let seqs, let stream):
            try messageTable.delete(seqs, in: stream)
        case .removeStream(let stream):
            try streamTable.delete([stream])
        case .forgetBans(let group, let end):
            try banTable.deleteEnded(of: group, at: end)
        case .forgetSends(let end, let limit):
            try recentSendTable.forget(keptUntil: end, limit: limit)
        case .forgetSendsAhead(let beginning, let limit):
            try recentSendTable.forget(keptFrom: beginning, limit: limit)
        }
    }

    private func destroyGroup(_ group: GroupNumber) throws {
        try topicPermissionTable.deleteAll(of: group)
        try permissionGroupTable.deleteAll(of: group)
        try topicTable.deleteAll(of: group)
        try memberTable.deleteAll(of: group)
        try muteTable.deleteAll(of: group)
        try banTable.deleteAll(of: group)
        try roomAdminTable.deleteAll(of: group)
        try attributeTable.delete(group)
        try counterTable.deleteAll(of: group)
        try streamTable.cutOffAll(of: group)
        try groupTable.delete([group])
    }

    private func deleteAccounts(_ accounts: [Account]) throws {
        try memberTable.deleteAll(of: accounts)
        try muteTable.deleteAll(of: accounts, in: app)
        try banTable.deleteAll(of: accounts, in: app)
        try roomAdminTable.deleteAll(of: accounts, in: app)
        try globalMuteTable.deleteAll(of: accounts)
        try portraitTable.deleteAll(of: accounts)
        try receiptTable.deleteAll(of: accounts, in: app)
        try accountTable.delete(accounts)
    }
}
