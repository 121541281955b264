import Apps
import Groups
import NIOCore
import Storage
import Testing
import Wire

@testable import Commands

@Suite struct GroupInfoCacheTests {
    private let body = #"{"GroupIdList":["crew"]}"#
    private let creation =
        #"{"Type":"Public","GroupId":"crew","Name":"Crew","Owner_Account":"a","MemberList":[{"Member_Account":"b"}]}"#

    private func world(maximumBytes: Int = 8 << 20) async throws -> GroupInfoCacheWorld {
        let world = try GroupInfoCacheWorld(maximumBytes: maximumBytes)
        try await world.ok("create_group", creation)
        return world
    }

    @Test func `a group that was read is answered from memory, without a copy of its answer`() async throws {
        let world = try await world()
        #expect(world.hot(body) == nil)
        let answer = try await world.fill(body)
        #expect(world.hot(body) == answer)
        #expect(world.cache.byteCount > answer.utf8.count)
    }

    @Test(arguments: [
        ("modify_group_base_info", #"{"GroupId":"crew","Name":"Other"}"#),
        ("add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"}]}"#),
        ("delete_group_member", #"{"GroupId":"crew","MemberToDel_Account":["b"]}"#),
        ("modify_group_member_info", #"{"GroupId":"crew","Member_Account":"b","NameCard":"x","Role":"Admin"}"#),
        ("modify_group_member_info", #"{"GroupId":"crew","Member_Account":"b","MuteTime":60}"#),
        ("forbid_send_msg", #"{"GroupId":"crew","Members_Account":["b"],"MuteTime":60}"#),
        ("change_group_owner", #"{"GroupId":"crew","NewOwner_Account":"b"}"#),
        ("import_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"}]}"#),
        ("ban_group_member", #"{"GroupId":"crew","Members_Account":["b"],"Duration":60}"#),
        ("destroy_group", #"{"GroupId":"crew"}"#),
    ])
    func `a change is seen by the next read`(command: String, change: String) async throws {
        let world = try await world()
        _ = try await world.fill(body)
        _ = try await world.fill(#"{"GroupIdList":["crew"],"ResponseFilter":{"MemberInfoFilter":["Role"]}}"#)
        try await world.ok(command, change)
        let expected = try await world.read(body)
        #expect(world.hot(body) == nil)
        #expect(try await world.fill(body) == expected)
        #expect(world.hot(body) == (expected.contains(#""ErrorCode":10010"#) ? nil : expected))
    }

    @Test func `a message and the deletion of an account are seen by the next read`() async throws {
        let world = try await world()
        let crew = try #require(GroupID("crew"))
        let account = try #require(Account("b"))
        _ = try await world.fill(body)
        try await world.store.setUnreadMsgNum(0, of: account, in: crew, scope: world.app.scope(at: .never))
        #expect(world.hot(body) == nil)
        _ = try await world.fill(body)
        _ = try await world.store.deleteAccounts([account], in: world.app.scope(at: world.now))
        #expect(world.hot(body) == nil)
        let expected = try await world.read(body)
        #expect(try await world.fill(body) == expected)
    }

    @Test func `a group that is created after it was missed is seen`() async throws {
        let world = try GroupInfoCacheWorld()
        #expect(try await world.fill(body).contains(#""ErrorCode":10010"#))
        #expect(world.hot(body) == nil)
        try await world.ok("create_group", creation)
        #expect(try await world.fill(body).contains(#""Name":"Crew""#))
    }

    @Test func `a group that is destroyed and made anew is the new one`() async throws {
        let world = try await world()
        _ = try await world.fill(body)
        try await world.ok("destroy_group", #"{"GroupId":"crew"}"#)
        try await world.ok("create_group", #"{"Type":"Public","GroupId":"crew","Name":"New"}"#)
        #expect(world.hot(body) == nil)
        #expect(try await world.fill(body).contains(#""Name":"New""#))
    }

    @Test func `a refused change leaves the group in memory`() async throws {
        let world = try await world()
        let answer = try await world.fill(body)
        await #expect(throws: (any Error).self) {
            try await world.ok("modify_group_base_info", #"{"GroupId":"none","Name":"x"}"#)
        }
        #expect(world.hot(body) == answer)
    }

    @Test func `a mute that runs out is told by the clock`() async throws {
        var world = try await world()
        try await world.ok(
            "modify_group_member_info", #"{"GroupId":"crew","Member_Account":"b","MuteTime":60}"#)
        let start = world.now.seconds
        #expect(try await world.fill(body).contains(#""MuteUntil":\#(start + 60)"#))
        world.now = UnixTime(seconds: start + 59)
        #expect(world.hot(body)?.contains(#""MuteUntil":\#(start + 60)"#) == true)
        world.now = UnixTime(seconds: start + 60)
        #expect(world.hot(body) == nil)
        #expect(try await world.fill(body).contains(#""MuteUntil":\#(start + 60)"#) == false)
        let expected = try await world.read(body)
        #expect(world.hot(body) == expected)
        world.now = UnixTime(seconds: start + 59)
        #expect(world.hot(body) == nil)
    }

    @Test func `groups of one identifier in two apps are two groups`() async throws {
        let world = try await world()
        _ = try await world.fill(body)
        var other = world
        other.app.sdkAppID = SDKAppID(1_400_777_002)
        #expect(other.hot(body) == nil)
    }

    @Test func `the least recently used group goes first, and the bytes stay within their limit`() async throws {
        let world = try GroupInfoCacheWorld(maximumBytes: 64 << 10)
        for number in 0..<100 {
            try await world.ok("create_group", #"{"Type":"Public","GroupId":"g\#(number)","Name":"n"}"#)
            _ = try await world.fill(#"{"GroupIdList":["g\#(number)"]}"#)
            _ = try await world.fill(#"{"GroupIdList":["g0"]}"#)
        }
        #expect(world.cache.byteCount <= 64 << 10)
        #expect(world.hot(#"{"GroupIdList":["g0"]}"#) != nil)
        #expect(world.hot(#"{"GroupIdList":["g1"]}"#) == nil)
    }

    @Test func `a list that can never be delivered is neither kept nor read`() async throws {
        var world = try await world()
        world.app.maximumAnswerBytes = 300
        let refusal = try await world.fill(body)
        #expect(refusal.hasPrefix("10018 "))
        let named = #"{"GroupIdList":["crew"],"ResponseFilter":{"GroupBaseInfoFilter":["Name"]}}"#
        #expect(world.hot(named)?.contains(#""Name":"Crew""#) == true)
        let members = (0..<9).map { #"{"Member_Account":"m\#($0)"}"# }.joined(separator: ",")
        try await world.ok("add_group_member", #"{"GroupId":"crew","MemberList":[\#(members)]}"#)
        _ = try await world.fill(body)
        #expect(world.hot(body) == refusal)
    }

    @Test func `whoever changes a group reads the change, while others read it all the time`() async throws {
        let world = try await world()
        try await withThrowingTaskGroup { group in
            for reader in 0..<3 {
                group.addTask {
                    for _ in 0..<150 {
                        let body = #"{"GroupIdList":["g\#(reader)","crew"]}"#
                        _ = try await world.fill(body)
                        _ = world.hot(body)
                    }
                }
                group.addTask {
                    try await world.ok("create_group", #"{"Type":"Public","GroupId":"g\#(reader)","Name":"n"}"#)
                    let body = #"{"GroupIdList":["g\#(reader)"]}"#
                    for count in 0..<100 {
                        try await world.ok(
                            "modify_group_base_info", #"{"GroupId":"g\#(reader)","Name":"Change \#(count)"}"#)
                        let hot = world.hot(body)
                        let read = try await world.fill(body)
                        #expect((hot ?? read).contains(#""Name":"Change \#(count)""#))
                        #expect((world.hot(body) ?? read).contains(#""Name":"Change \#(count)""#))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    // MARK: Readings that overlap changes

    @Test func `a state whose group changed while it was read is not kept`() throws {
        var ledger = FillingLedger()
        let early = ledger.begin()
        #expect(ledger.change([1]).isEmpty)
        let late = ledger.begin()
        #expect(
            ledger.end(early, [try CachedGroup.sample(1), try CachedGroup.sample(2)]).kept.map(\.stamp.number) == [2])
        #expect(ledger.end(late, [try CachedGroup.sample(1, version: 2)]).kept.map(\.stamp.number) == [1])
        #expect(ledger.change([1]).map(\.stamp.number) == [1])
    }

    @Test func `a reading during which more changed than is remembered keeps nothing`() throws {
        var ledger = FillingLedger()
        let reading = ledger.begin()
        _ = ledger.change(Set(10..<Int64(FillingLedger.maximumChanges)))
        _ = ledger.change(Set(100_000..<100_020))
        #expect(ledger.end(reading, [try CachedGroup.sample(1)]).kept.isEmpty)
        #expect(ledger.end(ledger.begin(), [try CachedGroup.sample(1)]).kept.count == 1)
    }

    @Test func `a state replaces an older one, but not one that holds more`() throws {
        var ledger = FillingLedger()
        let first = try CachedGroup.sample(1)
        #expect(ledger.end(ledger.begin(), [first]).kept.count == 1)
        #expect(ledger.end(ledger.begin(), [try CachedGroup.sample(1)]).kept.isEmpty)
        #expect(ledger.end(ledger.begin(), [try CachedGroup.sample(1, version: 2)]).replaced.first === first)
    }
}
