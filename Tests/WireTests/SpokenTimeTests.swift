import Testing
import Wire

@Suite("Times in words") struct SpokenTimeTests {
    @Test(
        arguments: [
            (0, "0 seconds"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7_199, "119 minutes"),
            (10_800, "3 hours"), (86_400, "24 hours"), (172_800, "2 days"), (15_551_999, "179 days"),
            (1_576_800_000, "50 years"), (-5, "0 seconds"), (.max, "292471208677 years"),
        ] as [(Int64, String)])
    func `a length of time is told in whole units`(seconds: Int64, words: String) {
        #expect(SpokenTime.words(seconds: seconds) == words)
    }

    @Test(
        arguments: [
            (0, "1970-01-01 00:00:00 UTC"), (1_735_700_000, "2025-01-01 02:53:20 UTC"),
            (4_294_967_295, "2106-02-07 06:28:15 UTC"), (253_402_300_799, "9999-12-31 23:59:59 UTC"),
            (253_402_300_800, "second 253402300800"), (-1, "second -1"), (.max, "second 9223372036854775807"),
        ] as [(Int64, String)])
    func `a moment is told as a date`(seconds: Int64, words: String) {
        #expect(UnixTime(seconds: seconds).words == words)
    }
}
