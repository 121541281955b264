import Groups
import Testing
import Wire

@Suite struct GroupAttributeChangeTests {
    private let stored = [GroupAttribute(key: "a", value: "1"), GroupAttribute(key: "b", value: "2")]

    @Test func `modify overwrites in place and appends, and the last value of a key counts`() throws {
        let change = GroupAttributeChange.modify([
            GroupAttribute(key: "c", value: "3"), GroupAttribute(key: "a", value: ""),
            GroupAttribute(key: "c", value: "4"),
        ])
        let expected = [("a", ""), ("b", "2"), ("c", "4")].map { GroupAttribute(key: $0, value: $1) }
        #expect(try change.apply(to: stored) == expected)
    }

    @Test func `set keeps the list alone`() throws {
        let list = [GroupAttribute(key: "z", value: "3"), GroupAttribute(key: "a", value: "")]
        #expect(try GroupAttributeChange.set(list).apply(to: stored) == list)
    }

    @Test func `delete removes all its keys or none`() throws {
        #expect(try GroupAttributeChange.delete(keys: ["a", "a"]).apply(to: stored).map(\.key) == ["b"])
        let change = GroupAttributeChange.delete(keys: ["a", "c"])
        #expect(refusal { _ = try change.apply(to: stored) } == .groupAttributeNotFound)
    }

    @Test func `clear removes everything`() throws {
        #expect(try GroupAttributeChange.clear.apply(to: stored) == [])
    }

    @Test func `keys that only look alike are two`() throws {
        let composed = GroupAttribute(key: "\u{E9}", value: "1")
        let decomposed = GroupAttribute(key: "e\u{301}", value: "2")
        #expect(try GroupAttributeChange.modify([composed, decomposed]).apply(to: []).count == 2)
        let change = GroupAttributeChange.delete(keys: [composed.key])
        #expect(refusal { _ = try change.apply(to: [decomposed]) } == .groupAttributeNotFound)
    }

    @Test func `the 17th attribute is refused, a 17th item of an old key is not`() throws {
        let full = (0..<16).map { GroupAttribute(key: "\($0)", value: "") }
        let change = GroupAttributeChange.modify([GroupAttribute(key: "more", value: "")])
        #expect(refusal { _ = try change.apply(to: full) } == .tooManyGroupAttributes)
        #expect(try GroupAttributeChange.set(full + [full[0]]).apply(to: stored).count == 16)
    }

    @Test func `16000 bytes of values fit and one more does not`() throws {
        let largest = (0..<4).map { GroupAttribute(key: "\($0)", value: String(repeating: "v", count: 4_000)) }
        #expect(try GroupAttributeChange.set(largest).apply(to: stored) == largest)
        let change = GroupAttributeChange.modify([GroupAttribute(key: "more", value: "v")])
        #expect(refusal { _ = try change.apply(to: largest) } == .groupAttributesTooLarge)
    }

    @Test func `sizes of keys and values are bytes`() {
        let keys = ["é", "éé"].map { String(repeating: $0, count: 16) }
        let values = [4_000, 4_001].map { String(repeating: "v", count: $0) }
        #expect(refusal { try GroupAttributeChange.delete(keys: [keys[0]]).checkSizes() } == nil)
        #expect(refusal { try GroupAttributeChange.delete(keys: [keys[1]]).checkSizes() } == .groupAttributeKeyTooLong)
        let fitting = GroupAttributeChange.set([GroupAttribute(key: keys[0], value: values[0])])
        #expect(refusal { try fitting.checkSizes() } == nil)
        let large = GroupAttributeChange.modify([GroupAttribute(key: keys[0], value: values[1])])
        #expect(refusal { try large.checkSizes() } == .groupAttributeValueTooLong)
    }

    @Test func `a second takes five writes, and the next one five more`() throws {
        var rate = AttributeWriteRate()
        for _ in 0..<5 {
            try rate.record(at: now)
        }
        #expect(refusal { try rate.record(at: now) } == .groupAttributesTooFrequent)
        #expect(refusal { try rate.record(at: UnixTime(seconds: now.seconds - 1)) } == .groupAttributesTooFrequent)
        try rate.record(at: UnixTime(seconds: now.seconds + 1))
        #expect(rate == AttributeWriteRate(second: UnixTime(seconds: now.seconds + 1), writes: 1))
    }

    @Test func `a clock that is set back does not keep writes out`() throws {
        var rate = AttributeWriteRate(second: now, writes: 5)
        try rate.record(at: UnixTime(seconds: now.seconds - 3_600))
        #expect(rate.writes == 1)
    }
}
