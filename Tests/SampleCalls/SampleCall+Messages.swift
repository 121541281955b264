import Groups
import Storage
import Testing
import Wire

extension SampleCall {
    static let messages = [
        SampleCall("sendMessage") { store, world in
            try await store.send(world.plainMessage("new", from: world.members[0]), to: world.club, in: world)
        },
        SampleCall("sendMessage, the first") { store, world in
            try await store.send(world.plainMessage("new", from: world.members[0]), to: world.groups[0], in: world)
        },
        SampleCall("sendMessage, receivers") { store, world in
            var message = world.plainMessage("new", from: world.members[0])
            message.receivers = world.members
            try await store.send(message, to: world.club, in: world)
        },
        SampleCall("sendMessage, with receipts of members") { store, world in
            try await store.send(world.message("new", from: world.members[0]), to: world.club, in: world)
        },
        SampleCall("sendMessage, a second time") { store, world in
            try await store.send(world.message("message 0", from: world.members[0]), to: world.club, in: world)
        },
        SampleCall("sendMessage, the first in a topic") { store, world in
            try await store.send(
                world.plainMessage("new", from: world.members[0]), to: world.forum, topic: world.topics[0], in: world)
        },
        SampleCall(
            "sendMessage, in a topic",
            after: { store, world in
                try await store.send(
                    world.plainMessage("old", from: world.members[0]), to: world.forum, topic: world.topics[0],
                    in: world)
            },
            { store, world in
                try await store.send(
                    world.plainMessage("new", from: world.members[0]), to: world.forum, topic: world.topics[0],
                    in: world)
            }),
        SampleCall("broadcastMessage") { store, world in
            _ = try await store.broadcastMessage(world.plainMessage("new", from: alice), in: world.scope) { false }
        },
        SampleCall("importMessages, messages") { store, world in
            _ = try await store.importMessages(
                world.imports(from: world.members), to: Conversation(world.club), in: world.later)
        },
        SampleCall("importMessages, messages in a topic") { store, world in
            _ = try await store.importMessages(
                world.imports(from: world.others), to: Conversation(world.forum, topic: world.topics[0]),
                in: world.later)
        },
        SampleCall("recallMessages, messages") { store, world in
            _ = try await store.recallMessages(
                world.seqs, in: Conversation(world.club), scope: world.scope, reason: "")
        },
        SampleCall("recallMessages, of a sender") { store, world in
            try await store.recallMessages(
                sentBy: world.members[0], amongNewest: 100, in: Conversation(world.club), scope: world.scope)
        },
        SampleCall("clearMessages") { store, world in
            try await store.clearMessages(of: world.club, upTo: nil, in: world.scope)
        },
        SampleCall("changeMessage") { store, world in
            try await store.changeMessage(
                1, in: Conversation(world.club), scope: world.scope, by: MessageChange(cloudCustomData: "new"))
        },
        SampleCall("acknowledgeMessages, messages") { store, world in
            // all but what the member sent itself
            try await store.acknowledgeMessages(world.seqs, in: world.club, scope: world.scope, by: alice)
        },
        SampleCall("changeExtensions, pairs set") { store, world in
            _ = try await store.changeExtensions(of: 2, in: world.club, scope: world.scope, by: .set(world.pairs))
        },
        SampleCall("changeExtensions, pairs deleted") { store, world in
            _ = try await store.changeExtensions(
                of: 1, in: world.club, scope: world.scope, by: .delete(keys: world.keys))
        },
        SampleCall("changeExtensions, cleared") { store, world in
            _ = try await store.changeExtensions(of: 1, in: world.club, scope: world.scope, by: .clear)
        },
        SampleCall("trimHistory, messages: a step", transactionCount: 2) { store, world in
            var scope = world.scope
            scope.messages.historyCount = 1
            let step = try await store.trimHistory(in: scope, after: 0)
            #expect(step.removedMessages == world.size - 1)
        },
    ]
}

extension GroupStore {
    fileprivate func send(
        _ message: MessageDraft, to group: GroupID, topic: TopicID? = nil, in world: SampleWorld
    ) async throws {
        _ = try await sendMessage(message, to: Conversation(group, topic: topic), in: world.scope) { false }
    }
}
