import Groups
import StoreTransactions
import Wire

/// Changes of many rows.
extension SQLiteTables {
    func apply(_ change: SetWideChange) throws {
        switch change {
        case .destroyGroups(let groups):
            for group in groups {
                try destroyGroup(group)
            }
        case .removeMembers(let accounts, let group):
            for account in accounts {
                try memberTable.delete(account, of: group)
            }
        case .destroyTopics(let topics, let group):
            for topic in topics {
                try destroyTopic(topic, of: group)
            }
        case .destroyPermissionGroups(let numbers, let group):
            for number in numbers {
                try topicPermissionTable.deleteAll(of: number, of: group)
                try permissionGroupTable.delete(number, of: group)
            }
        case .deleteAccounts(let accounts):
            for account in accounts {
                try deleteAccount(account)
            }
        case .activateGroup(let group):
            try memberTable.activate(group)
        case .askForReceipts(let message, let group, let account):
            try receiptTable.ask(message, group: group, of: app, except: account)
        case .recall(let sender, let seqs, let stream):
            try messageTable.recallAll(sentBy: sender, seqs, in: stream)
        case .clearExtensions(let message):
            try extensionTable.deleteAll(of: MessageID(message))
        case .removeMessages(let seqs, let stream):
            try messageTable.delete(seqs, in: stream)
        case .removeStream(let stream):
            try streamTable.delete(stream)
        case .forgetBans(let group, let end):
            try banTable.deleteExpired(of: group, at: end)
        case .forgetSends(let end, let limit):
            try recentSendTable.forget(keptUntil: end, limit: limit)
        case .forgetSendsAhead(let beginning, let limit):
            try recentSendTable.forget(keptFrom: beginning, limit: limit)
        }
    }

    private func destroyGroup(_ group: GroupNumber) throws {
        try topicPermissionTable.deleteAll(of: group)
        try permissionGroupTable.deleteAll(of: group)
        try memberTable.deleteAll(of: group)
        try muteTable.deleteAll(of: group)
        try attributeTable.remove(group)
        try counterTable.deleteAll(of: group)
        try topicTable.deleteAll(of: group)
        try streamTable.cutOffAll(of: group)
        try roomAdminTable.deleteAll(of: group)
        try banTable.deleteAll(of: group)
        try groupTable.delete(group)
    }

    private func destroyTopic(_ topic: TopicID, of group: GroupNumber) throws {
        try muteTable.deleteAll(in: topic, of: group)
        try topicPermissionTable.deleteAll(in: topic, of: group)
        try streamTable.cutOff(topic, of: group)
        try topicTable.delete(topic, of: group)
    }

    private func deleteAccount(_ account: Account) throws {
        try memberTable.deleteAll(of: account)
        try muteTable.deleteAll(of: account)
        try banTable.deleteAll(of: account)
        try roomAdminTable.deleteAll(of: account)
        try globalMuteTable.delete(account)
        try portraitTable.deleteAll(of: account)
        try receiptTable.deleteAll(of: account, in: app)
        try accountTable.delete(account)
    }
}
