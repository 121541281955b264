import Testing

@testable import Control

@Suite("The ring of calls")
struct CallRingTests {
    @Test func `calls are numbered and listed by number`() {
        let ring = CallRing(capacity: 10)
        for code in 1...3 {
            ring.add(.sample(code: code))
        }
        let page = ring.lastPage(limit: 10)
        #expect(page.calls.map(\.number) == [1, 2, 3])
        #expect(page.calls.map(\.code) == [1, 2, 3])
        #expect(page.last == 3)
        #expect(page.lost == 0)
    }

    @Test func `the last calls are kept`() {
        let ring = CallRing(capacity: 4)
        for code in 1...10 {
            ring.add(.sample(code: code))
        }
        #expect(ring.lastPage(limit: 10).calls.map(\.code) == [7, 8, 9, 10])
        #expect(ring.lastPage(limit: 2).calls.map(\.code) == [9, 10])
    }

    @Test func `who comes back is told how many calls have gone`() {
        let ring = CallRing(capacity: 4)
        for code in 1...3 {
            ring.add(.sample(code: code))
        }
        #expect(ring.page(after: 1, limit: 10).lost == 0)
        for code in 4...10 {
            ring.add(.sample(code: code))
        }
        let page = ring.page(after: 3, limit: 10)
        #expect(page.calls.map(\.number) == [7, 8, 9, 10])
        #expect(page.lost == 3)
        #expect(ring.page(after: page.last, limit: 10).calls.isEmpty)
        #expect(ring.page(after: page.last, limit: 10).lost == 0)
    }

    @Test func `a page that is cut goes on after its last call`() {
        let ring = CallRing(capacity: 10)
        for code in 1...6 {
            ring.add(.sample(code: code % 2))
        }
        let odd = CallFilter(isFailure: true)
        let first = ring.page(after: 0, limit: 2, odd)
        #expect(first.calls.map(\.number) == [1, 3])
        #expect(first.last == 3)
        #expect(first.isCut)
        let second = ring.page(after: first.last, limit: 2, odd)
        #expect(second.calls.map(\.number) == [5])
        #expect(second.last == 6)
        #expect(!second.isCut)
    }

    @Test func `a number of an earlier run of the server leads to the next call`() {
        let ring = CallRing(capacity: 4)
        ring.add(.sample())
        let page = ring.page(after: 1_000, limit: 10)
        #expect(page.calls.isEmpty)
        #expect(page.last == 1)
        #expect(page.lost == 0)
    }

    @Test func `a ring without room keeps nothing`() {
        let ring = CallRing(capacity: 0)
        ring.add(.sample())
        #expect(ring.lastPage(limit: 10).calls.isEmpty)
        #expect(ring.last == 0)
    }

    @Test func `what is missing behind the end of a page is told of with the next one`() {
        let ring = CallRing(capacity: 4)
        for code in [1, 1, 2, 2, 1, 1] {
            ring.add(.sample(code: code))
        }
        let first = ring.page(after: 0, limit: 1)
        #expect(first.calls.map(\.number) == [3])
        #expect((first.last, first.lost) == (3, 2))
        let second = ring.page(after: first.last, limit: 10)
        #expect(second.calls.map(\.number) == [4, 5, 6])
        #expect((second.last, second.lost) == (6, 0))
    }

    /// Threads add while a reader follows: it gets every call once, or is told of it.
    @Test func `what a reader sees and what it is told of is all there is`() async {
        let ring = CallRing(capacity: 50)
        let writers = 4
        let callsOfEach = 20_000
        await withDiscardingTaskGroup { tasks in
            for writer in 0..<writers {
                tasks.addTask {
                    for _ in 0..<callsOfEach {
                        ring.add(.sample(code: writer))
                    }
                }
            }
            tasks.addTask {
                var seen: [Int] = []
                var lost = 0
                var last = 0
                while last < writers * callsOfEach {
                    let page = ring.page(after: last, limit: 20)
                    seen += page.calls.map(\.number)
                    lost += page.lost
                    last = page.last
                    await Task.yield()
                }
                #expect(seen == seen.sorted())
                #expect(Set(seen).count == seen.count)
                #expect(seen.count + lost == writers * callsOfEach)
            }
        }
    }
}
