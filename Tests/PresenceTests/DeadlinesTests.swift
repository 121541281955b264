import Testing
import Wire

@testable import Presence

@Suite("Deadlines")
struct DeadlinesTests {
    @Test func `keys run out in the order of their moments, whatever the order of setting`() {
        var deadlines = Deadlines<Int>()
        for key in 0..<200 {
            deadlines.set(key, to: later(UInt32(key * 37 % 200)))
        }
        for key in stride(from: 0, to: 200, by: 3) {
            deadlines.remove(key)
        }
        deadlines.set(1, to: later(500))
        deadlines.remove(-1)
        var moments: [UnixTime] = []
        var keys: Set<Int> = []
        while let next = deadlines.takeNext(dueAt: later(300)) {
            moments.append(next.moment)
            keys.insert(next.key)
        }
        #expect(moments == moments.sorted())
        #expect(keys == Set((2..<200).filter { $0 % 3 != 0 }))
        #expect(deadlines.count == 1)
        #expect(deadlines.takeNext(dueAt: later(499)) == nil)
        #expect(deadlines.takeNext(dueAt: later(500))?.key == 1)
        #expect(deadlines.takeNext(dueAt: later(500)) == nil)
    }
}
