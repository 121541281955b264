import Apps
import Groups
import NIOCore
import Storage
import Testing
import Wire

@testable import Commands

/// Nodes that share a store, each with a cache that is told of no change.
@Suite("get_group_info on a store that several nodes share")
struct SharedStoreCacheTests {
    private let body = #"{"GroupIdList":["crew"]}"#
    private let roles = #"{"GroupIdList":["crew"],"ResponseFilter":{"MemberInfoFilter":["Role"]}}"#
    private let creation =
        #"{"Type":"Public","GroupId":"crew","Name":"Crew","Owner_Account":"a","MemberList":[{"Member_Account":"b"}]}"#

    private func world(_ change: (inout AppSettings) -> Void = { _ in }) async throws -> GroupInfoCacheWorld {
        let world = try GroupInfoCacheWorld(change)
        try await world.ok("create_group", creation)
        return world
    }

    @Test func `a group in memory costs one question and no reading`() async throws {
        let world = try await world()
        let view = SharedView(of: world.store)
        let node = world.node(view)
        let expected = try await world.read(body)
        #expect(try await node.fill(body) == expected)
        #expect(view.questionCount == 0)
        #expect(node.hot(body) == nil)
        #expect(try await node.withoutReading().fill(body) == expected)
        #expect(view.questionCount == 1)
    }

    @Test(arguments: [
        ("modify_group_base_info", #"{"GroupId":"crew","Name":"Other"}"#),
        ("add_group_member", #"{"GroupId":"crew","MemberList":[{"Member_Account":"c"}]}"#),
        ("delete_group_member", #"{"GroupId":"crew","MemberToDel_Account":["b"]}"#),
        ("modify_group_member_info", #"{"GroupId":"crew","Member_Account":"b","NameCard":"x","Role":"Admin"}"#),
        ("forbid_send_msg", #"{"GroupId":"crew","Members_Account":["b"],"MuteTime":60}"#),
        ("change_group_owner", #"{"GroupId":"crew","NewOwner_Account":"b"}"#),
        ("destroy_group", #"{"GroupId":"crew"}"#),
        (
            "send_group_msg",
            #"{"GroupId":"crew","MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hello"}}]}"#
        ),
    ])
    func `what one node changes, the others answer`(command: String, change: String) async throws {
        let world = try await world()
        let (one, other) = (world.node(SharedView(of: world.store)), world.node(SharedView(of: world.store)))
        for node in [one, other] {
            _ = try await node.fill(body)
            _ = try await node.fill(roles)
        }
        try await one.ok(command, change)
        for body in [body, roles] {
            let expected = try await world.read(body)
            #expect(try await other.fill(body) == expected)
            #expect(try await one.fill(body) == expected)
        }
        let exists = try await !world.read(body).contains(#""ErrorCode":10010"#)
        let cached = try await other.withoutReading().fill(body)
        #expect(exists == (cached == (try await world.read(body))))
    }

    @Test func `a group that is destroyed elsewhere is missing without a reading, and read when it is made anew`()
        async throws
    {
        let world = try await world()
        let node = world.node(SharedView(of: world.store))
        _ = try await node.fill(body)
        try await world.ok("destroy_group", #"{"GroupId":"crew"}"#)
        let expected = try await world.read(body)
        #expect(try await node.withoutReading().fill(body) == expected)
        #expect(node.cache.byteCount == 0)
        try await world.ok("create_group", #"{"Type":"Public","GroupId":"crew","Name":"New"}"#)
        #expect(try await node.fill(body).contains(#""Name":"New""#))
    }

    @Test func `a group that is made anew between two readings is the new one`() async throws {
        let world = try await world()
        let node = world.node(SharedView(of: world.store))
        _ = try await node.fill(body)
        try await world.ok("destroy_group", #"{"GroupId":"crew"}"#)
        try await world.ok("create_group", #"{"Type":"Public","GroupId":"crew","Name":"New"}"#)
        #expect(try await node.fill(body).contains(#""Name":"New""#))
        #expect(try await node.withoutReading().fill(body).contains(#""Name":"New""#))
    }

    @Test func `of several groups those are read that are not in memory as they are now`() async throws {
        let world = try await world()
        let view = SharedView(of: world.store)
        let node = world.node(view)
        for name in ["hot", "changed", "cold"] {
            try await world.ok("create_group", #"{"Type":"Public","GroupId":"\#(name)","Name":"n"}"#)
        }
        _ = try await node.fill(#"{"GroupIdList":["hot","changed","crew"]}"#)
        try await world.ok("modify_group_base_info", #"{"GroupId":"changed","Name":"Other"}"#)
        try await world.ok("destroy_group", #"{"GroupId":"crew"}"#)
        let body = #"{"GroupIdList":["é","cold","hot","crew","changed","hot","none"]}"#
        let expected = try await world.read(body)
        #expect(try await node.fill(body) == expected)
        #expect(view.questionCount == 1)
        let held = #"{"GroupIdList":["hot","é","changed","cold"]}"#
        let rest = try await world.read(held)
        #expect(try await node.withoutReading().fill(held) == rest)
        #expect(view.questionCount == 2)
    }

    @Test func `an answer that is too large from memory is refused`() async throws {
        var world = try await world()
        let view = SharedView(of: world.store)
        let twice = #"{"GroupIdList":["crew","crew"]}"#
        _ = try await world.node(view).fill(body)
        let length = try await world.read(twice).utf8.count
        for (maximum, isRefused) in [(length, false), (length - 1, true), (300, true)] {
            world.app.maximumAnswerBytes = maximum
            var node = world.node(view)
            node.app.maximumAnswerBytes = 1 << 20
            _ = try await node.fill(body)
            node.app.maximumAnswerBytes = maximum
            let expected = try await world.read(twice)
            #expect(try await node.withoutReading().fill(twice) == expected)
            #expect(expected.hasPrefix("10018 ") == isRefused)
        }
    }

    @Test func `a mute that runs out is told by the clock`() async throws {
        let world = try await world()
        try await world.ok("modify_group_member_info", #"{"GroupId":"crew","Member_Account":"b","MuteTime":60}"#)
        var node = world.node(SharedView(of: world.store))
        #expect(try await node.fill(body).contains(#""MuteUntil":1735700060"#))
        node.now = UnixTime(seconds: world.now.seconds + 60)
        #expect(try await node.fill(body).contains(#""MuteUntil":1735700060"#) == false)
    }

    @Test func `a store that cannot tell stamps fails the call`() async throws {
        let world = try await world()
        let node = world.node(SharedView(of: world.store))
        _ = try await node.fill(body)
        try await world.store.close()
        #expect(try await node.fill(body).hasPrefix("10002 "))
    }

    @Test func `whoever changes a group on one node reads the change on the other`() async throws {
        let world = try await world()
        let nodes = (0..<2).map { _ in world.node(SharedView(of: world.store)) }
        try await withThrowingTaskGroup { group in
            for number in 0..<4 {
                group.addTask {
                    let (writer, reader) = (nodes[number % 2], nodes[1 - number % 2])
                    let body = #"{"GroupIdList":["g\#(number)","crew"]}"#
                    try await writer.ok("create_group", #"{"Type":"Public","GroupId":"g\#(number)","Name":"n"}"#)
                    for count in 0..<50 {
                        try await writer.ok(
                            "modify_group_base_info", #"{"GroupId":"g\#(number)","Name":"Change \#(count)"}"#)
                        try await writer.ok(
                            "modify_group_base_info", #"{"GroupId":"crew","Name":"Change \#(number).\#(count)"}"#)
                        #expect(try await reader.fill(body).contains(#""Name":"Change \#(count)""#))
                        #expect(try await writer.fill(body).contains(#""Name":"Change \#(count)""#))
                    }
                }
            }
            try await group.waitForAll()
        }
        let expected = try await world.read(body)
        for node in nodes {
            #expect(try await node.fill(body) == expected)
        }
    }

    @Test func `an older state does not replace a newer one`() throws {
        var ledger = FillingLedger()
        let (early, late) = (ledger.begin(), ledger.begin())
        #expect(ledger.end(late, [try CachedGroup.sample(1, version: 2)]).kept.count == 1)
        #expect(ledger.end(early, [try CachedGroup.sample(1)]).kept.isEmpty)
    }
}
