import StoreTransactions
import Testing

@Suite struct WaitingJobsTests {
    private func waiting(_ jobs: Range<Int>) -> WaitingJobs<Int> {
        let waiting = WaitingJobs<Int>(maximumBatch: 100)
        for job in jobs {
            _ = waiting.add(job)
        }
        return waiting
    }

    @Test func `jobs that are wanted are taken in order and leave the others in theirs`() {
        let waiting = waiting(0..<10)
        #expect(waiting.take(atMost: 100) { $0 % 3 == 0 } == [0, 3, 6, 9])
        #expect(waiting.takeBatch() == [1, 2, 4, 5, 7, 8])
    }

    @Test func `no more jobs are taken than there is room for`() {
        let waiting = waiting(0..<10)
        #expect(waiting.take(atMost: 2) { $0 > 4 } == [5, 6])
        #expect(waiting.take(atMost: 0) { _ in true } == [])
        #expect(waiting.takeBatch() == [0, 1, 2, 3, 4, 7, 8, 9])
    }
}
