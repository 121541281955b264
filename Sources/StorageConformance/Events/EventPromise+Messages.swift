import Groups
import Storage
import Testing
import Wire

extension EventPromise {
    static let messages = [
        EventPromise("sendMessage") { scene in
            let store = scene.store
            try await store.create(.sample(.club, type: .work, owner: .alice, members: [.bob]))
            let send = { @Sendable (message: MessageDraft, isThrottled: Bool) in
                _ = try await store.sendMessage(message, to: .club, in: .called, isThrottled: { isThrottled })
            }
            let sent = { (message: MessageDraft, seq: Int64) in
                AppEvent.club(
                    .messageSent(GroupEvent.SentMessage(message, seq: seq, at: now, in: nil)), type: .work)
            }
            let fleeting = MessageDraft.sample("now", random: 1) { $0.isOnlineOnly = true }
            try await scene.tells(sent(fleeting, 0)) { try await send(fleeting, false) }
            let first = MessageDraft.sample("one", random: 2)
            try await scene.tellsNothing { try await send(first, true) }
            try await scene.tells(.club(.activated, type: .work), sent(first, 1)) { try await send(first, false) }
            try await scene.tellsNothing { try await send(first, false) }
            let asking = MessageDraft.sample("two", random: 3) { $0.needsReadReceipt = true }
            let receipt = GroupEvent.ReadReceipt(ofNew: 2, memberNum: 2, senderIsMember: true)
            try await scene.tells(sent(asking, 2), .club(.receiptsChanged([receipt]), type: .work)) {
                try await send(asking, false)
            }
            try await scene.refuses(.accountNotFound) {
                _ = try await store.sendMessage(
                    .sample(from: .dave), to: .club, in: .sample(), isThrottled: { false })
            }

            try await store.create(.forum())
            try await store.create(TopicID.news)
            try await scene.tells(
                .forum(.messageSent(GroupEvent.SentMessage(first, seq: 1, at: now, in: .news)))
            ) {
                _ = try await store.sendMessage(first, to: .news, in: .called, isThrottled: { false })
            }
        },
        EventPromise("broadcastMessage") { scene in
            let message = MessageDraft.sample()
            let send = { @Sendable (isThrottled: Bool) in
                _ = try await scene.store.broadcastMessage(message, in: .called, isThrottled: { isThrottled })
            }
            try await scene.tellsNothing { try await send(true) }
            try await scene.tells(.broadcast(BroadcastEvent(seq: 1, at: now, by: .root, message))) {
                try await send(false)
            }
            try await scene.tellsNothing { try await send(false) }
            try await scene.refuses(.accountNotFound) {
                _ = try await scene.store.broadcastMessage(
                    .sample(from: .dave), in: .sample(), isThrottled: { false })
            }
        },
        EventPromise("importMessages") { scene in
            let store = scene.store
            try await store.create(.sample(.club, type: .work, owner: .alice, members: [.bob]))
            let messages = [
                ImportedMessage.sample("one", random: 1, at: now), .sample("early", random: 2, at: .never),
                .sample("two", random: 3, at: now),
            ]
            let take = { @Sendable (messages: [ImportedMessage]) in
                _ = try await store.importMessages(messages, to: .club, in: .called)
            }
            try await scene.tells(
                .club(.activated, type: .work), .club(.messagesImported(seqs: 1...2, topic: nil), type: .work)
            ) {
                try await take(messages)
            }
            try await scene.tellsNothing { try await take(messages) }
            try await scene.tells(.club(.messagesImported(seqs: 3...3, topic: nil), type: .work)) {
                try await take([.sample("three", random: 4, at: now)])
            }
            try await scene.refuses(.groupNotFound) {
                _ = try await store.importMessages(messages, to: Conversation(.none), in: .called)
            }
        },
        EventPromise("recallMessages by number") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(3)
            let recall = { @Sendable (seqs: [Int64]) in
                _ = try await store.recallMessages(seqs, in: .club, scope: .called, reason: "typo")
            }
            try await scene.tells(.club(.messagesRecalled(seqs: [3, 1], topic: nil, reason: "typo"))) {
                try await recall([3, 9, 1, 3])
            }
            try await scene.tells(.club(.messagesRecalled(seqs: [2], topic: nil, reason: "typo"))) {
                try await recall([1, 2, 3])
            }
            try await scene.tellsNothing { try await recall([1, 9]) }
            try await scene.refuses(.groupNotFound) {
                _ = try await store.recallMessages([1], in: Conversation(.none), scope: .called, reason: "")
            }
        },
        EventPromise("recallMessages by sender") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let recall = { @Sendable (sender: Account?, place: Conversation) in
                try await store.recallMessages(sentBy: sender, amongNewest: 2, in: place, scope: .called)
            }
            try await scene.tellsNothing { try await recall(.bob, .club) }
            try await store.send(3)
            try await scene.tells(.club(.messagesOfSenderRecalled(.bob, among: 2...3, topic: nil))) {
                try await recall(.bob, .club)
            }
            try await scene.tellsNothing { try await recall(nil, .club) }
            try await scene.refuses(.groupNotFound) { try await recall(.bob, Conversation(.none)) }
        },
        EventPromise("clearMessages") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            let clear = { @Sendable (seq: Int64?) in
                try await store.clearMessages(of: .club, upTo: seq, in: .called)
            }
            try await scene.tellsNothing { try await clear(nil) }
            try await store.send(3)
            try await scene.tells(.club(.messagesCleared(upTo: 2))) { try await clear(2) }
            try await scene.tellsNothing {
                try await clear(2)
                try await clear(1)
            }
            try await scene.tells(.club(.messagesCleared(upTo: 3))) { try await clear(nil) }
            try await store.create(.forum())
            try await scene.refuses(.notPermitted) {
                try await store.clearMessages(of: .forum, upTo: nil, in: .called)
            }
        },
        EventPromise("changeMessage") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(.sample("one", random: 7))
            let change = MessageChange(cloudCustomData: "x")
            let message = Message(
                seq: 1, sender: .bob, time: now, random: 7, content: .text("one", cloudCustomData: "x"))
            try await scene.tells(.club(.messageChanged(GroupEvent.ChangedMessage(message, in: nil)))) {
                try await store.changeMessage(1, in: .club, scope: .called, by: change)
            }
            try await scene.tellsNothing {
                try await store.changeMessage(1, in: .club, scope: .called, by: MessageChange())
            }
            try await scene.refuses(.messageToChangeNotFound) {
                try await store.changeMessage(2, in: .club, scope: .called, by: change)
            }
        },
        EventPromise("trimHistory") { scene in
            try await scene.store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await scene.store.send(3)
            var removed = 0
            var limits = MessageLimits.sample()
            limits.historyDays = 1
            try await scene.tellsNothing { [limits] in
                removed = try await scene.store.trimAll(limits: limits, at: later(100_000_000))
            }
            #expect(removed == 3)
        },
        EventPromise("acknowledgeMessages") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(.sample("one", random: 1) { $0.needsReadReceipt = true })
            try await store.send(.sample("two", random: 2) { $0.needsReadReceipt = true })
            try await store.send(.sample("three", random: 3))
            let acknowledge = { @Sendable (seqs: [Int64], account: Account) in
                try await store.acknowledgeMessages(seqs, in: .club, scope: .called, by: account)
            }
            let read = [2, 1].map {
                GroupEvent.ReadReceipt(seq: $0, counts: .init(readNum: 1, unreadNum: 0), readers: [.alice])
            }
            try await scene.tells(.club(.receiptsChanged(read))) { try await acknowledge([2, 3, 1, 2, 9], .alice) }
            try await scene.tellsNothing { try await acknowledge([1, 2], .alice) }
            try await scene.refuses(.notPermitted) { try await acknowledge([1], .dave) }
        },
        EventPromise("changeExtensions") { scene in
            let store = scene.store
            try await store.create(.sample(.club, owner: .alice, members: [.bob]))
            try await store.send(.sample { $0.supportsExtensions = true })
            let changed = { (operation: GroupEvent.ChangedExtensions.Operation, value: String?, seq: Int64) in
                let pairs = value.map { [MessageExtension(key: "a", value: $0, seq: seq)] } ?? []
                return AppEvent.club(
                    .extensionsChanged(
                        GroupEvent.ChangedExtensions(of: 1, operation, pairs: pairs, latestSeq: seq)))
            }
            let change = { @Sendable (change: MessageExtensionChange, seq: Int64) in
                _ = try await store.changeExtensions(of: seq, in: .club, scope: .called, by: change)
            }
            let pair = MessageExtensionChange.Pair(key: "a", value: "1")
            try await scene.tells(changed(.set, "1", 1)) { try await change(.set([pair]), 1) }
            try await scene.tells(changed(.delete, "", 2)) { try await change(.delete(keys: ["a"]), 1) }
            try await scene.tells(changed(.clear, nil, 3)) { try await change(.clear, 1) }
            try await scene.refuses(.messageOfExtensionsNotFound) { try await change(.clear, 2) }
        },
    ]
}
