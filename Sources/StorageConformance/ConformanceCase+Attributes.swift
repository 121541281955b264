import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let attributes = [
        ConformanceCase("a new group has no attributes") { store in
            try await store.create(.sample(.club))
            #expect(try await store.attributes(of: .club, in: .sample()) == [])
        },
        ConformanceCase("attributes keep their bytes and the order of first writing") { store in
            try await store.create(.sample(.club))
            let first = [attribute("e\u{301}", difficultText), attribute("\u{E9}", ""), attribute("a\u{0}", "x")]
            try await store.changeAttributes(by: .modify(first))
            try await store.changeAttributes(by: .modify([attribute("a\u{0}", "y"), attribute("b", "z")]))
            let expected = [first[0], first[1], attribute("a\u{0}", "y"), attribute("b", "z")]
            #expect(try await store.attributes(of: .club, in: .sample()) == expected)
        },
        ConformanceCase("attributes are replaced, deleted and cleared") { store in
            try await store.create(.sample(.club))
            try await store.changeAttributes(by: .modify([attribute("a", "1"), attribute("b", "2")]))
            try await store.changeAttributes(by: .set([attribute("c", "3"), attribute("b", "4")]))
            #expect(try await store.attributes(of: .club, in: .sample()) == [attribute("c", "3"), attribute("b", "4")])
            try await store.changeAttributes(by: .delete(keys: ["c"]))
            #expect(try await store.attributes(of: .club, in: .sample()) == [attribute("b", "4")])
            try await store.changeAttributes(by: .clear)
            try await store.changeAttributes(by: .clear)
            #expect(try await store.attributes(of: .club, in: .sample()) == [])
        },
        ConformanceCase("the largest attributes are kept whole") { store in
            try await store.create(.sample(.club))
            let value = String(repeating: "v", count: GroupAttribute.maximumValueBytes)
            let large = (0..<4).map { attribute(String(repeating: "\($0)", count: 32), value) }
            let empty = (4..<16).map { attribute("\($0)", "") }
            try await store.changeAttributes(by: .set(large + empty))
            #expect(try await store.attributes(of: .club, in: .sample()) == large + empty)
        },
        ConformanceCase("a refused change of attributes changes nothing and counts as no write") { store in
            try await store.create(.sample(.club))
            let kept = [attribute("a", "1")]
            try await store.changeAttributes(by: .set(kept))
            let many = (0..<16).map { attribute("\($0)", "") }
            let values = (0..<5).map { attribute("\($0)", String(repeating: "v", count: 4_000)) }
            for _ in 0..<3 {
                let codes = [
                    try await refusal { try await store.changeAttributes(by: .modify(many)) },
                    try await refusal { try await store.changeAttributes(by: .modify(values)) },
                    try await refusal { try await store.changeAttributes(by: .delete(keys: ["a", "b"])) },
                ]
                #expect(codes == [.tooManyGroupAttributes, .groupAttributesTooLarge, .groupAttributeNotFound])
            }
            #expect(try await store.attributes(of: .club, in: .sample()) == kept)
            try await store.changeAttributes(by: .clear)
        },
        ConformanceCase("a group's attributes take five writes of all kinds in a second") { store in
            try await store.create(.sample(.club))
            try await store.create(.sample(.team))
            let list = [attribute("a", "1")]
            let changes: [GroupAttributeChange] = [
                .modify(list), .set(list), .delete(keys: ["a"]), .clear, .clear,
            ]
            for change in changes {
                try await store.changeAttributes(by: change)
            }
            let code = try await refusal { try await store.changeAttributes(by: .delete(keys: ["none"])) }
            #expect(code == .groupAttributesTooFrequent)
            try await store.changeAttributes(of: .team, in: .sample(), by: .clear)
            try await store.changeAttributes(of: .club, in: .sample(at: later(1)), by: .set(list))
            #expect(try await store.attributes(of: .club, in: .sample()) == list)
        },
        ConformanceCase("of many attribute writes at once five win") { store in
            try await store.create(.sample(.club))
            let codes = try await refusals(of: 20) { index in
                try await store.changeAttributes(by: .modify([attribute("\(index)", "")]))
            }
            #expect(codes == Array(repeating: .groupAttributesTooFrequent, count: 15))
            #expect(try await store.attributes(of: .club, in: .sample()).count == 5)
        },
        ConformanceCase("of many writers of the last attribute one wins") { store in
            try await store.create(.sample(.club))
            try await store.changeAttributes(by: .set((0..<15).map { attribute("\($0)", "") }))
            let codes = try await refusals(of: 20) { index in
                try await store.changeAttributes(
                    of: .club, in: .sample(at: later(UInt32(100 * index))), by: .modify([attribute("new\(index)", "")]))
            }
            #expect(codes == Array(repeating: .tooManyGroupAttributes, count: 19))
            #expect(try await store.attributes(of: .club, in: .sample()).count == 16)
        },
        ConformanceCase("attributes are of one group of one app, and go with it") { store in
            try await store.create(.sample(.club))
            try await store.create(.sample(.team))
            try await store.create(.sample(.club), in: otherApp)
            try await store.changeAttributes(by: .set([attribute("a", "1")]))
            #expect(try await store.attributes(of: .team, in: .sample()) == [])
            #expect(try await store.attributes(of: .club, in: .sample(otherApp)) == [])
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club))
            #expect(try await store.attributes(of: .club, in: .sample()) == [])
        },
        ConformanceCase("writing attributes is no change of the profile") { store in
            try await store.create(.sample(.club))
            let before = try await store.profile(.club)
            try await store.changeAttributes(of: .club, in: .sample(at: later(10)), by: .clear)
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("attributes of a group that does not exist are refused") { store in
            try await store.create(.sample(.club), in: otherApp)
            let codes = [
                try await refusal { _ = try await store.attributes(of: .club, in: .sample()) },
                try await refusal { try await store.changeAttributes(by: .delete(keys: ["a"])) },
            ]
            #expect(codes == [.groupNotFound, .groupNotFound])
        },
    ]
}

private func attribute(_ key: String, _ value: String) -> GroupAttribute {
    GroupAttribute(key: key, value: value)
}

extension GroupStore {
    /// Changes the attributes of the club.
    fileprivate func changeAttributes(by change: GroupAttributeChange) async throws {
        try await changeAttributes(of: .club, in: .sample(), by: change)
    }
}
