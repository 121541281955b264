import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let counters = [
        ConformanceCase("counters keep their bytes, their values and the order of creation") { store in
            try await store.create(.sample(.club))
            let first = [
                counter("z", .max), counter("e\u{301}", .min), counter("\u{E9}", 0),
                counter(String(repeating: "k", count: 128), 9_007_199_254_740_993),
            ]
            #expect(try await store.update(.set, first) == first)
            let after = try await store.update(.set, [counter("a", 1), counter("z", -1)])
            #expect(after == [counter("z", -1)] + first.dropFirst() + [counter("a", 1)])
            #expect(try await store.counters(of: .club, in: .sample()) == after)
        },
        ConformanceCase("counters rise and fall, from 0 where they are new") { store in
            try await store.create(.sample(.club))
            #expect(try await store.update(.increase, [counter("a", 5)]) == [counter("a", 5)])
            let after = try await store.update(.decrease, [counter("a", 7), counter("b", 1), counter("a", 1)])
            #expect(after == [counter("a", -3), counter("b", -1)])
        },
        ConformanceCase("a refused update of counters changes nothing") { store in
            try await store.create(.sample(.club))
            let kept = try await store.update(.set, [counter("a", 1), counter("b", .max)])
            let many = (0..<19).map { counter("\($0)", 1) }
            let codes = [
                try await refusal { try await store.update(.increase, [counter("a", 1), counter("b", 1)]) },
                try await refusal { try await store.update(.increase, many) },
            ]
            #expect(codes == [.invalidParameter, .tooManyGroupCounters])
            #expect(try await store.counters(of: .club, in: .sample()) == kept)
        },
        ConformanceCase("counters are deleted by their keys, or all") { store in
            try await store.create(.sample(.club))
            try await store.update(.set, (0..<5).map { counter("\($0)", Int64($0)) })
            try await store.deleteCounters(["1", "none", "3", "1"], of: .club, in: .sample())
            #expect(try await store.counters(of: .club, in: .sample()) == [0, 2, 4].map { counter("\($0)", $0) })
            let after = try await store.update(.increase, [counter("3", 1)])
            #expect(after == [counter("0", 0), counter("2", 2), counter("4", 4), counter("3", 1)])
            try await store.deleteCounters([], of: .club, in: .sample())
            #expect(try await store.counters(of: .club, in: .sample()) == after)
            try await store.deleteCounters(nil, of: .club, in: .sample())
            #expect(try await store.counters(of: .club, in: .sample()) == [])
        },
        ConformanceCase("counters that many callers raise lose none of it") { store in
            try await store.create(.sample(.club))
            let codes = try await refusals(of: 200) { _ in
                try await store.update(.increase, [counter("a", 3), counter("b", -1)])
            }
            #expect(codes == [])
            #expect(try await store.counters(of: .club, in: .sample()) == [counter("a", 600), counter("b", -200)])
        },
        ConformanceCase("of many writers of the last counter one wins") { store in
            try await store.create(.sample(.club))
            try await store.update(.set, (0..<19).map { counter("\($0)", 0) })
            let codes = try await refusals(of: 20) { index in
                try await store.update(.set, [counter("new\(index)", 0)])
            }
            #expect(codes == Array(repeating: .tooManyGroupCounters, count: 19))
            #expect(try await store.counters(of: .club, in: .sample()).count == 20)
        },
        ConformanceCase("counters are of one group of one app, and go with it") { store in
            try await store.create(.sample(.club))
            try await store.create(.sample(.team))
            try await store.create(.sample(.club), in: otherApp)
            try await store.update(.set, [counter("a", 1)])
            #expect(try await store.counters(of: .team, in: .sample()) == [])
            #expect(try await store.counters(of: .club, in: .sample(otherApp)) == [])
            try await store.destroyGroup(.club, in: .sample())
            try await store.create(.sample(.club))
            #expect(try await store.counters(of: .club, in: .sample()) == [])
        },
        ConformanceCase("writing counters is no change of the profile") { store in
            try await store.create(.sample(.club))
            let before = try await store.profile(.club)
            try await store.update(.set, [counter("a", 1)])
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("counters of a missing group and of a Community are refused") { store in
            let calls: [() async throws -> Void] = [
                { _ = try await store.counters(of: .club, in: .sample()) },
                { try await store.update(.set, [counter("a", 1)]) },
                { try await store.deleteCounters(nil, of: .club, in: .sample()) },
            ]
            for call in calls {
                #expect(try await refusal(call) == .groupNotFound)
            }
            try await store.create(.sample(.club, type: .community))
            for call in calls {
                #expect(try await refusal(call) == .notPermitted)
            }
        },
    ]
}

private func counter(_ key: String, _ value: Int64) -> GroupCounter {
    GroupCounter(key: key, value: value)
}

extension GroupStore {
    /// Updates the counters of the club.
    @discardableResult
    fileprivate func update(
        _ mode: GroupCounterUpdate.Mode, _ counters: [GroupCounter]
    ) async throws -> [GroupCounter] {
        try await updateCounters(of: .club, in: .sample(), by: GroupCounterUpdate(mode: mode, counters: counters))
    }
}
