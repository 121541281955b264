import Groups
import Testing
import Wire

@Suite struct GroupCounterUpdateTests {
    private let stored = [GroupCounter(key: "a", value: 5)]

    @Test(arguments: [
        (GroupCounterUpdate.Mode.set, [7, 7]), (.increase, [12, 7]), (.decrease, [-2, -7]),
    ])
    func `every mode writes old counters and creates new ones`(mode: GroupCounterUpdate.Mode, values: [Int64]) throws {
        let update = GroupCounterUpdate(
            mode: mode, counters: [GroupCounter(key: "b", value: 7), GroupCounter(key: "a", value: 7)])
        let result = try update.apply(to: stored)
        #expect(result.map(\.key) == ["a", "b"])
        #expect(result.map(\.value) == values)
    }

    @Test func `a key that stands twice is written twice`() throws {
        let twice = Array(repeating: GroupCounter(key: "a", value: 2), count: 2)
        #expect(try GroupCounterUpdate(mode: .increase, counters: twice).apply(to: stored).map(\.value) == [9])
    }

    @Test(arguments: [
        (GroupCounterUpdate.Mode.increase, Int64.max, Int64(1)), (.decrease, .min, 1), (.decrease, 0, .min),
        (.increase, .min, -1),
    ])
    func `a result beyond 64 bits is refused`(mode: GroupCounterUpdate.Mode, old: Int64, value: Int64) {
        let update = GroupCounterUpdate(mode: mode, counters: [GroupCounter(key: "a", value: value)])
        #expect(refusal { _ = try update.apply(to: [GroupCounter(key: "a", value: old)]) } == .invalidParameter)
    }

    @Test func `the 21st counter is refused`() {
        let full = (0..<20).map { GroupCounter(key: "\($0)", value: 0) }
        let update = GroupCounterUpdate(mode: .set, counters: [GroupCounter(key: "more", value: 0)])
        #expect(refusal { _ = try update.apply(to: full) } == .tooManyGroupCounters)
    }

    @Test func `a selection is in the order of its keys, each once, byte for byte`() {
        let counters = ["a", "b", "\u{E9}"].map { GroupCounter(key: $0, value: 0) }
        #expect(counters.selected(["b", "e\u{301}", "a", "b", "none"]).map(\.key) == ["b", "a"])
    }
}
