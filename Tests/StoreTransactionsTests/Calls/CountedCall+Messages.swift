import Groups
import Storage
import Testing
import Wire

@testable import StoreTransactions

extension CountedCall {
    static let messages = [
        CountedCall("sendMessage") { store, world in
            try await store.send(world.plainMessage("new", from: world.members[0]), to: world.club, in: world)
        },
        CountedCall("sendMessage, the first") { store, world in
            try await store.send(world.plainMessage("new", from: world.members[0]), to: world.groups[0], in: world)
        },
        CountedCall("sendMessage, receivers") { store, world in
            var message = world.plainMessage("new", from: world.members[0])
            message.receivers = world.members
            try await store.send(message, to: world.club, in: world)
        },
        CountedCall("sendMessage, with receipts of members") { store, world in
            try await store.send(world.message("new", from: world.members[0]), to: world.club, in: world)
        },
        CountedCall("sendMessage, a second time") { store, world in
            try await store.send(world.message("message 0", from: world.members[0]), to: world.club, in: world)
        },
        CountedCall("sendMessage, the first in a topic") { store, world in
            try await store.send(
                world.plainMessage("new", from: world.members[0]), to: world.forum, topic: world.topics[0], in: world)
        },
        CountedCall(
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
        CountedCall("broadcastMessage") { store, world in
            _ = try await store.broadcastMessage(world.plainMessage("new", from: alice), in: world.scope) { false }
        },
        CountedCall("importMessages, messages") { store, world in
            _ = try await store.importMessages(
                world.imports(from: world.members), to: Conversation(world.club), in: world.later)
        },
        CountedCall("importMessages, messages in a topic") { store, world in
            _ = try await store.importMessages(
                world.imports(from: world.others), to: Conversation(world.forum, topic: world.topics[0]),
                in: world.later)
        },
        CountedCall("recallMessages, messages") { store, world in
            _ = try await store.recallMessages(
                world.seqs, in: Conversation(world.club), scope: world.scope, reason: "")
        },
        CountedCall("recallMessages, of a sender") { store, world in
            try await store.recallMessages(
                sentBy: world.members[0], amongNewest: 100, in: Conversation(world.club), scope: world.scope)
        },
        CountedCall("clearMessages") { store, world in
            try await store.clearMessages(of: world.club, upTo: nil, in: world.scope)
        },
        CountedCall("changeMessage") { store, world in
            try await store.changeMessage(
                1, in: Conversation(world.club), scope: world.scope, by: MessageChange(cloudCustomData: "new"))
        },
        CountedCall("acknowledgeMessages, messages") { store, world in
            // all but what the member sent itself
            try await store.acknowledgeMessages(world.seqs, in: world.club, scope: world.scope, by: alice)
        },
        CountedCall("changeExtensions, pairs set") { store, world in
            _ = try await store.changeExtensions(of: 2, in: world.club, scope: world.scope, by: .set(world.pairs))
        },
        CountedCall("changeExtensions, pairs deleted") { store, world in
            _ = try await store.changeExtensions(
                of: 1, in: world.club, scope: world.scope, by: .delete(keys: world.keys))
        },
        CountedCall("changeExtensions, cleared") { store, world in
            _ = try await store.changeExtensions(of: 1, in: world.club, scope: world.scope, by: .clear)
        },
        CountedCall("trimHistory, messages: a step") { store, world in
            var scope = world.scope
            scope.messages.historyCount = 1
            let app = try store.state()[scope.app]
            let group = try #require(app.groups[world.club]).number
            let number = try #require(app.streams[StreamKey(group: group, topic: nil)]).number
            let stream = ListedStream(number: number, isCutOff: false, isRoom: false)
            let step = try await store.write(in: scope, about: .stream(stream.number)) { [scope] in
                try $0.trim(stream, in: scope)
            }
            #expect(step.removedMessages == world.size - 1)
        },
    ]
}

extension MemoryStore {
    fileprivate func send(
        _ message: MessageDraft, to group: GroupID, topic: TopicID? = nil, in world: SampleWorld
    ) async throws {
        _ = try await sendMessage(message, to: Conversation(group, topic: topic), in: world.scope) { false }
    }
}
