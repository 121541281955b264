package import Groups
package import Storage
import Wire

extension SQLiteStore {
    package func importMessages(
        _ messages: [ImportedMessage], to conversation: Conversation, in scope: StoreScope
    ) async throws(StoreError) -> [ImportedMessage.Result] {
        try await commits.perform { database in
            let tables = AppTables(database, app: scope.app)
            var conversation = try tables.open(conversation)
            let group = conversation.group
            guard group.profile.type.canBeImported else {
                throw APIError.noImport(in: group.profile.type)
            }
            try tables.accounts.require(messages.map(\.sender), policy: scope.accounts, at: scope.now)
            let stream = try tables.streams.findOrInsert(conversation.topic?.id, of: group.number, isRoom: false)
            let firstSeq = conversation.nextMsgSeq
            let results = try messages.map { message in
                try tables.take(message, into: &conversation, stream, limits: scope.messages, at: scope.now)
            }
            if conversation.nextMsgSeq > firstSeq {
                conversation.readFloor = conversation.nextMsgSeq - 1
                try tables.save(conversation)
            }
            return results
        }
    }
}

extension AppTables {
    /// Takes one message of an import, unless its time or size forbids it, or it is there already.
    fileprivate func take(
        _ message: ImportedMessage, into conversation: inout OpenConversation, _ stream: StreamTable.Row,
        limits: MessageLimits, at now: UnixTime
    ) throws -> ImportedMessage.Result {
        guard message.content.byteCount <= limits.contentBytes else {
            return .tooLong
        }
        let key = RecentSendTable.Key(stream: stream.number, random: message.random, digest: message.digest)
        if !message.isRandomMade, let first = try recentSends.find(key, window: limits.duplicateWindow, at: now),
            abs(first.time.seconds - message.time.seconds) < limits.duplicateWindow
        {
            return .duplicate(seq: first.seq, time: first.time)
        }
        let profile = conversation.group.profile
        guard
            message.time <= now, message.time >= profile.createTime, message.time >= conversation.lastMsgTime
        else {
            return .invalidTime
        }
        let seq = try conversation.takeSeq()
        conversation.setLastMsgTime(message.time)
        try messages.insert(
            Message(
                seq: seq, sender: message.sender, time: message.time, random: message.random,
                content: message.content),
            flags: [], uncounted: stream.uncounted, in: stream.number)
        try members.recordImport(by: message.sender, in: conversation.group.number, at: message.time)
        if !message.isRandomMade {
            try recentSends.insert(key, seq: seq, time: message.time, window: limits.duplicateWindow, at: now)
        }
        return .imported(seq: seq)
    }
}
