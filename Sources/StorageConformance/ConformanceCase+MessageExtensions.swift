import Groups
import Storage
import Testing
import Wire

extension GroupStore {
    /// Creates the club with a message that takes pairs, and one that does not.
    fileprivate func createExtensible() async throws {
        try await create(.sample(.club, owner: .alice, members: [.bob]))
        try await send(.sample("one", random: 1) { $0.supportsExtensions = true })
        try await send(.sample("two", random: 2))
    }

    @discardableResult
    fileprivate func change(
        _ change: MessageExtensionChange, of seq: Int64 = 1, at time: UnixTime = now
    ) async throws -> [MessageExtension] {
        try await changeExtensions(of: seq, in: .club, scope: .sample(at: time), by: change)
    }

    fileprivate func pairs(of seq: Int64 = 1, from startSeq: Int64 = 0, limit: Int64 = 200) async throws
        -> MessageExtensionPage
    {
        try await extensions(of: seq, in: .club, scope: .sample(), from: startSeq, limit: limit)
    }
}

extension MessageExtensionChange {
    fileprivate static func set(_ pairs: (String, String)...) -> MessageExtensionChange {
        .set(pairs.map { Pair(key: $0.0, value: $0.1) })
    }
}

extension ConformanceCase {
    static let messageExtensions = [
        ConformanceCase("pairs get the number of the call that wrote them") { store in
            try await store.createExtensible()
            let first = try await store.change(.set((difficultText, difficultText), ("b", "1")))
            #expect(first.map(\.seq) == [1, 1])
            #expect(try await store.change(.set(("b", "2"))) == [MessageExtension(key: "b", value: "2", seq: 2)])
            let expected = MessageExtensionPage(
                extensions: [
                    MessageExtension(key: difficultText, value: difficultText, seq: 1),
                    MessageExtension(key: "b", value: "2", seq: 2),
                ], isComplete: true, latestSeq: 2, clearSeq: 0)
            #expect(try await store.pairs() == expected)
            #expect(try await store.pairs(from: 2).extensions.map(\.key) == ["b"])
        },
        ConformanceCase("a page ends between calls, and the next goes on after it") { store in
            try await store.createExtensible()
            try await store.change(.set(("a", "1"), ("b", "1")))
            try await store.change(.set(("c", "2")))
            let page = try await store.pairs(limit: 1)
            #expect(page.extensions.map(\.key) == ["a", "b"])
            #expect(!page.isComplete)
            let next = try await store.pairs(from: 2, limit: 1)
            #expect(next.extensions.map(\.key) == ["c"])
            #expect(next.isComplete)
        },
        ConformanceCase("deleted and cleared pairs are gone, and count as changes") { store in
            try await store.createExtensible()
            try await store.change(.set(("a", "1"), ("b", "1")))
            #expect(
                try await store.change(.delete(keys: ["a", "none"])).map(\.value) == ["", ""])
            #expect(try await store.pairs().extensions.map(\.key) == ["b"])
            #expect(try await store.change(.clear).isEmpty)
            #expect(
                try await store.pairs()
                    == MessageExtensionPage(extensions: [], isComplete: true, latestSeq: 3, clearSeq: 3))
        },
        ConformanceCase("changes ask for the group, its type, the message and its leave") { store in
            let call = { (seq: Int64) in try await refusal { try await store.change(.clear, of: seq) } }
            let read = { (seq: Int64) in try await refusal { _ = try await store.pairs(of: seq) } }
            #expect(try await [call(1), read(1)] == [.groupNotFound, .groupNotFound])
            try await store.create(.sample(.club, type: .avChatRoom))
            #expect(try await [call(1), read(1)] == [.notPermitted, .notPermitted])
            try await store.destroyGroup(.club, in: .sample())
            try await store.createExtensible()
            #expect(try await [call(3), read(3)] == Array(repeating: .messageOfExtensionsNotFound, count: 2))
            #expect(try await [call(2), read(2)] == [.extensionsUnsupported, .extensionsUnsupported])
            _ = try await store.recall(1)
            #expect(try await [call(1), read(1)] == Array(repeating: .messageOfExtensionsNotFound, count: 2))
        },
        ConformanceCase("a message has so many pairs and no more, and a refused call leaves none") { store in
            try await store.createExtensible()
            for minute in 0..<15 {
                let pairs = (0..<20).map { MessageExtensionChange.Pair(key: "\(minute) \($0)", value: "") }
                try await store.change(.set(pairs), at: later(UInt32(minute) * 60))
            }
            #expect(try await refusal { try await store.change(.set(("a", ""))) } == .invalidParameter)
            #expect(try await store.pairs(limit: 1_000).extensions.count == 300)
            #expect(try await store.pairs().latestSeq == 15)
            #expect(try await refusal { try await store.change(.set(("1 1", "x"))) } == nil)
        },
        ConformanceCase("pairs of a message change so often in a minute and no more") { store in
            try await store.createExtensible()
            let pairs = (0..<20).map { MessageExtensionChange.Pair(key: "\($0)", value: "") }
            for _ in 0..<10 {
                try await store.change(.set(pairs))
            }
            #expect(try await refusal { try await store.change(.delete(keys: ["1"])) } == .extensionsTooFrequent)
            #expect(try await refusal { try await store.change(.clear, at: later(60)) } == nil)
        },
        ConformanceCase("pairs go with their message") { store in
            try await store.createExtensible()
            try await store.change(.set(("a", "1")))
            _ = try await store.trimAll(limits: .sample { $0.historyCount = 1 }, at: now)
            #expect(try await refusal { _ = try await store.pairs() } == .messageOfExtensionsNotFound)
        },
    ]
}
