/// Looks for few calls that lead to a wrong answer, out of many that did.
struct Shrinking {
    private let all: [RecordedCall]
    private let makeNodes: () throws -> WorldNodes

    /// - Parameters:
    ///   - calls: the last one was answered wrongly.
    ///   - makeNodes: makes nodes on empty data of their own.
    init(_ calls: [RecordedCall], on makeNodes: @escaping () throws -> WorldNodes) {
        all = calls
        self.makeNodes = makeNodes
    }

    /// Tries ever longer ends of the calls, then leaves out what the wrong answer does not need.
    ///
    /// - Returns: the calls, and the wrong answer that they lead to; without it the last calls, where only the whole
    ///   sequence leads there.
    func shortest() async -> (calls: [RecordedCall], mismatch: Mismatch?) {
        var count = 16
        while count < 8 * all.count {
            if let found = await wrongAnswer(of: Array(all.suffix(count))) {
                return await shrink(found)
            }
            count *= 4
        }
        return (all.suffix(20), nil)
    }

    private typealias Found = (calls: [RecordedCall], mismatch: Mismatch?)

    private func shrink(_ found: Found) async -> Found {
        var best = found
        var size = max(1, best.calls.count / 2)
        while size >= 1 {
            var start = 0
            var isShorter = false
            while start < best.calls.count {
                var calls = best.calls
                calls.removeSubrange(start..<min(start + size, calls.count))
                if let shorter = await wrongAnswer(of: calls) {
                    best = shorter
                    isShorter = true
                } else {
                    start += size
                }
            }
            size = isShorter && size == 1 ? 1 : size / 2
        }
        return best
    }

    /// Makes the calls on empty data.
    ///
    /// - Returns: those up to the first wrong answer; `nil` when all answers are right.
    private func wrongAnswer(of calls: [RecordedCall]) async -> Found? {
        guard let nodes = try? makeNodes() else {
            return nil
        }
        var world = World(nodes)
        var found: Found?
        for (index, call) in calls.enumerated() where found == nil {
            if let mismatch = await world.take(call) {
                found = (Array(calls[...index]), mismatch)
            }
        }
        if found == nil, let last = calls.last, let mismatch = await world.compareAll(in: last.app, at: last.now) {
            found = (calls, mismatch)
        }
        _ = try? await world.close()
        return found
    }
}
