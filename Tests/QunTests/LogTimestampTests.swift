import Testing
import Wire

@testable import qun

@Suite struct LogTimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (951_782_400.009, "2000-02-29T00:00:00.009Z"),
        (1_735_689_599.999, "2024-12-31T23:59:59.999Z"),
        (1_740_787_199.05, "2025-02-28T23:59:59.050Z"),
        (1_740_787_200, "2025-03-01T00:00:00.000Z"),
        (4_102_444_800.5, "2100-01-01T00:00:00.500Z"),
    ])
    func `moments are written in UTC, with milliseconds`(seconds: Double, text: String) {
        var writer = JSONWriter()
        LogTimestamp(secondsSince1970: seconds).write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }
}
