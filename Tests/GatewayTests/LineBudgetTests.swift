import NIOCore
import Testing

@testable import Gateway

@Suite("Line budget")
struct LineBudgetTests {
    private func at(_ seconds: Int64) -> NIODeadline {
        .uptimeNanoseconds(0) + .seconds(seconds)
    }

    @Test func `a subject has so many lines in a minute, and the next one counts what was left out`() {
        let budget = LineBudget<String>(linesPerMinute: 2)
        #expect([0, 1, 2, 3, 59].map { budget.take("a", at: at($0)) } == [0, 0, nil, nil, nil])
        #expect([60, 61, 62].map { budget.take("a", at: at($0)) } == [3, 0, nil])
    }

    @Test func `subjects do not share their lines`() {
        let budget = LineBudget<String>(linesPerMinute: 1)
        #expect(["a", "b", "a", "b"].map { budget.take($0, at: at(0)) } == [0, 0, nil, nil])
    }

    @Test func `subjects that find no place share one`() {
        let budget = LineBudget<Int>(linesPerMinute: 1, maximumSubjects: 10)
        let written = (0..<1000).compactMap { budget.take($0, at: at(0)) }
        #expect(written.count == 11)
        #expect(budget.subjectCount == 11)
        #expect(budget.take(1000, at: at(61)) == 0)
        #expect(budget.subjectCount == 1)
    }
}
