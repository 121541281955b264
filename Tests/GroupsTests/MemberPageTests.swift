import Groups
import Testing
import Wire

@Suite("Member pages")
struct MemberPageTests {
    @Test(arguments: [
        (false, Int64(0), Int64(1), "200000000001"), (true, 1_735_700_000, 12, "1173570000012"),
        (false, 4_294_967_295, Int64.max, "242949672959223372036854775807"),
    ])
    func `a place is carried as digits`(isOwner: Bool, seconds: Int64, entry: Int64, cursor: String) {
        let place = MemberPosition(isOwner: isOwner, joinTime: UnixTime(seconds: seconds), entry: entry)
        #expect(place.cursor == cursor)
        #expect(MemberPosition(cursor: cursor) == place)
    }

    @Test(arguments: [
        "", "0", "2", "20000000001", "000000000001", "300000000001", "20000000000 1", "2000000000 1", "2000000000٣1",
        "20000000000", "200000000000", "2000000000099999999999999999999", "2000000000-1", "+2000000000111",
    ])
    func `other texts are no places`(cursor: String) {
        #expect(MemberPosition(cursor: cursor) == nil)
    }

    @Test(arguments: [
        (Int64?.none, Int64?.none), (1, 1), (6_000, 6_000),
    ])
    func `groups are read by offset`(limit: Int64?, expected: Int64?) throws {
        var page = MemberPage()
        page.offset = 5
        page.limit = limit
        page.cursor = "ignored"
        for type in [GroupType.work, .public, .meeting] {
            let range = try page.range(in: type)
            #expect(range == .init(position: nil, offset: 5, limit: expected))
        }
    }

    @Test(arguments: [(Int64?.none, Int64(100)), (1, 1), (100, 100), (101, 100), (6_001, 100)])
    func `a Community is read by place`(limit: Int64?, expected: Int64) throws {
        var page = MemberPage()
        page.offset = 5
        page.limit = limit
        #expect(try page.range(in: .community) == .init(position: nil, offset: 0, limit: expected))
        let place = MemberPosition(isOwner: false, joinTime: now, entry: 7)
        page.cursor = place.cursor
        #expect(try page.range(in: .community) == .init(position: place, offset: 0, limit: expected))
    }

    @Test func `limits and cursors out of range are refused`() {
        var page = MemberPage()
        page.limit = 6_001
        #expect(refusal { _ = try page.range(in: .public) } == .invalidParameter)
        page.cursor = "0"
        #expect(refusal { _ = try page.range(in: .community) } == .invalidParameter)
    }
}
