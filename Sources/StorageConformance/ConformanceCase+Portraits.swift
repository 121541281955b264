import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let portraits = [
        ConformanceCase("profile fields keep their bytes and numbers, and the others stay") { store in
            try await store.importAccounts(.alice)
            let first = ["a": PortraitValue.text(difficultText), "b": .number(.max), "c": .text("")]
            #expect(try await store.setPortrait(first.map { PortraitItem(tag: $0, value: $1) }))
            #expect(try await store.portraits(of: [.alice], in: .sample()) == [.alice: first])
            #expect(try await store.setPortrait([PortraitItem(tag: "b", value: .text("e\u{301}"))]))
            let second = first.merging(["b": .text("e\u{301}")]) { $1 }
            #expect(try await store.portraits(of: [.alice], in: .sample()) == [.alice: second])
        },
        ConformanceCase("of a tag that stands twice the later value counts") { store in
            try await store.importAccounts(.alice)
            let items = [1, 2].map { PortraitItem(tag: "a", value: .number($0)) }
            #expect(try await store.setPortrait(items))
            #expect(try await store.portraits(of: [.alice], in: .sample()) == [.alice: ["a": .number(2)]])
        },
        ConformanceCase("an import and a portrait write the same nickname and avatar") { store in
            let imported = AccountImport(account: .alice, nick: difficultText, faceURL: "first")
            try await store.importAccounts([imported], in: .sample())
            let image = PortraitItem(tag: PortraitField.imageTag, value: .text("second"))
            #expect(try await store.setPortrait([image]))
            let expected: [String: PortraitValue] = [
                PortraitField.nickTag: .text(difficultText), PortraitField.imageTag: .text("second"),
            ]
            #expect(try await store.portraits(of: [.alice], in: .sample()) == [.alice: expected])
            #expect(try await store.setPortrait([PortraitItem(tag: PortraitField.nickTag, value: .text("x"))]))
            let again = AccountImport(account: .alice, faceURL: "third")
            try await store.importAccounts([again], in: .sample())
            let final: [String: PortraitValue] = [
                PortraitField.nickTag: .text("x"), PortraitField.imageTag: .text("third"),
            ]
            #expect(try await store.portraits(of: [.alice], in: .sample()) == [.alice: final])
        },
        ConformanceCase("portraits are of accounts that exist, however often they are named") { store in
            try await store.importAccounts(.alice)
            let portraits = try await store.portraits(of: [.bob, .alice, .alice], in: .sample())
            #expect(portraits == [.alice: [:]])
            #expect(try await store.portraits(of: [], in: .sample()).isEmpty)
        },
        ConformanceCase("the portrait of an account that does not exist is not set, or it is created") { store in
            let items = [PortraitItem(tag: "a", value: .number(1))]
            let isSet = try await store.setPortrait(items)
            #expect(!isSet)
            #expect(try await store.portraits(of: [.alice], in: .sample()).isEmpty)
            let exists = try await store.changePortrait(of: .alice, in: .sample(accounts: .importOnSight), by: items)
            #expect(exists)
            #expect(try await store.portraits(of: [.alice], in: .sample()) == [.alice: ["a": .number(1)]])
        },
        ConformanceCase("portraits are of one app, and go with the account") { store in
            try await store.importAccounts(.alice, .bob)
            try await store.importAccounts(.alice, in: otherApp)
            let nick = PortraitItem(tag: PortraitField.nickTag, value: .text("x"))
            #expect(try await store.setPortrait([nick, PortraitItem(tag: "a", value: .number(1))]))
            #expect(try await store.portraits(of: [.alice], in: .sample(otherApp)) == [.alice: [:]])
            #expect(try await store.portraits(of: [.bob], in: .sample()) == [.bob: [:]])
            _ = try await store.deleteAccounts([.alice], in: .sample())
            try await store.importAccounts(.alice)
            #expect(try await store.portraits(of: [.alice], in: .sample()) == [.alice: [:]])
        },
    ]
}

extension GroupStore {
    /// Sets profile fields of Alice.
    fileprivate func setPortrait(_ items: [PortraitItem]) async throws -> Bool {
        try await changePortrait(of: .alice, in: .sample(), by: items)
    }
}
