import Testing
import Wire

@Suite("Error codes")
struct ErrorCodeTests {
    @Test func `stand in the order of their numbers`() {
        let numbers = ErrorCode.allCases.map(\.rawValue)
        #expect(numbers == numbers.sorted())
    }
}
