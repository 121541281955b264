import Apps
import Commands
import Groups
import Storage
import Testing
import Wire

/// Generated groups, filters and bodies: with the cache and without it, every byte is the same.
@Suite("get_group_info from memory")
struct GroupInfoDifferentialTests {
    /// Numbers that only look random, the same in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }

        mutating func pick<Element>(_ elements: [Element]) -> Element {
            elements[Int.random(in: 0..<elements.count, using: &self)]
        }
    }

    private static let groups = ["open", "talk", "crowd", "quiet", "@TGS#_town", "live", "live-2", "none", "a b"]
    private static let baseNames = [
        "GroupId", "Type", "Name", "Introduction", "Notification", "FaceUrl", "Owner_Account", "CreateTime", "InfoSeq",
        "LastInfoTime", "LastMsgTime", "NextMsgSeq", "MemberNum", "MaxMemberNum", "ApplyJoinOption",
        "InviteJoinOption", "MuteAllMember", "ShutUpAllMember", "SupportTopic", "EnablePermission",
        "DefaultPermission", "HistoryMsgBeforeJoin", "Appid", "OnlineMemberNum", "nonsense",
    ]
    private static let memberNames = [
        "Account", "Member_Account", "Role", "JoinTime", "MsgSeq", "MsgFlag", "LastSendMsgTime", "MuteUntil",
        "ShutUpUntil", "NameCard", "OnlineStatus",
    ]
    private static let keys = ["one", "two", "seat", "way_too_long_a_key_for_it", "é", "none"]

    private static func world(_ change: (inout AppSettings) -> Void = { _ in }) async throws -> GroupInfoCacheWorld {
        let world = try GroupInfoCacheWorld(change)
        let member =
            #"{"Member_Account":"b","AppMemberDefinedData":[{"Key":"seat","Value":"7\n\u0000é"},"#
            + #"{"Key":"one","Value":"\"\\"}]},{"Member_Account":"c"},{"Member_Account":"d"}"#
        for (group, type) in zip(groups, ["Public", "Private", "ChatRoom", "Public", "Community", "AVChatRoom"]) {
            let list = type == "AVChatRoom" ? "" : #","MemberList":[\#(member)]"#
            try await world.ok(
                "create_group",
                #"{"Type":"\#(type)","GroupId":"\#(group)","Name":"Grüße \"\#(group)\"","Owner_Account":"a","#
                    + #""AppDefinedData":[{"Key":"one","Value":"1"},{"Key":"two","Value":""}]\#(list)}"#)
        }
        try await world.ok("create_group", #"{"Type":"AVChatRoom","GroupId":"live-2","Name":"n"}"#)
        try await world.ok(
            "modify_group_member_info", #"{"GroupId":"open","Member_Account":"c","NameCard":"Capt. \t","MuteTime":600}"#
        )
        try await world.ok(
            "modify_group_member_info", #"{"GroupId":"crowd","Member_Account":"b","MuteTime":60}"#)
        return world
    }

    @Test(arguments: 0..<24) func `generated requests`(seed: UInt64) async throws {
        var dice = Dice(state: seed &* 7919 + 1)
        var world = try await Self.world {
            $0.fieldProfile = seed % 2 == 0 ? .seed : .current
            $0.answersLegacyNames = seed % 3 == 0
            $0.maximumAnswerBytes = seed % 4 == 0 ? 1500 : 1_048_576
        }
        let start = world.now.seconds
        var hits = 0
        for _ in 0..<60 {
            world.now = UnixTime(seconds: start + Int64.random(in: -5...700, using: &dice))
            let body = Self.body(&dice)
            let expected = try await world.read(body)
            let before = world.hot(body)
            #expect(before == nil || before == expected, "\(body) at \(world.now.seconds)")
            #expect(try await world.fill(body) == expected, "\(body)")
            let after = world.hot(body)
            #expect(after == nil || after == expected, "\(body) at \(world.now.seconds)")
            hits += after == nil ? 0 : 1
        }
        #expect(hits > 10)
    }

    @Test(arguments: 0..<8) func `generated requests on a node among others`(seed: UInt64) async throws {
        var dice = Dice(state: seed &* 104_729 + 1)
        var world = try await Self.world {
            $0.fieldProfile = seed % 2 == 0 ? .seed : .current
            $0.maximumAnswerBytes = seed % 4 == 0 ? 1500 : 1_048_576
        }
        var node = world.node(SharedView(of: world.store))
        for round in 0..<60 {
            world.now = UnixTime(seconds: world.now.seconds + Int64.random(in: -5...20, using: &dice))
            node.now = world.now
            if round % 3 == 0 {
                let group = dice.pick(Array(Self.groups.prefix(6)))
                try await world.ok("modify_group_base_info", #"{"GroupId":"\#(group)","Name":"Change \#(round)"}"#)
            }
            let body = Self.body(&dice)
            let expected = try await world.read(body)
            for _ in 0..<2 {
                #expect(try await node.fill(body) == expected, "\(body) at \(world.now.seconds)")
            }
        }
    }

    @Test func `pairs of base fields`() async throws {
        let names = Self.baseNames.filter { $0 != "OnlineMemberNum" }
        let pairs = names.indices.flatMap { first in names[first...].map { [names[first], $0] } }
        try await Self.compare(pairs.map { #""GroupBaseInfoFilter":\#(Self.json($0))"# })
    }

    @Test func `all sets of member fields`() async throws {
        let names = Self.memberNames.filter { $0 != "OnlineStatus" && $0 != "Account" && $0 != "Member_Account" }
        let sets = (1..<1 << names.count).map { set in names.indices.filter { set >> $0 & 1 == 1 }.map { names[$0] } }
        try await Self.compare(sets.map { #""MemberInfoFilter":\#(Self.json($0))"# })
    }

    /// Compares answers about all groups at once, which must come from memory.
    private static func compare(_ filters: [String]) async throws {
        let world = try await Self.world()
        let list = json(Array(groups.prefix(7)))
        _ = try await world.fill(#"{"GroupIdList":\#(list),"ResponseFilter":{"MemberInfoFilter":["Role"]}}"#)
        for filter in filters {
            let body = #"{"GroupIdList":\#(list),"ResponseFilter":{\#(filter)}}"#
            let expected = try await world.read(body)
            #expect(world.hot(body) == expected, "\(body)")
        }
    }

    @Test(arguments: [FieldProfile.seed, .current], [false, true])
    func `as many groups as a request may hold`(profile: FieldProfile, answersLegacyNames: Bool) async throws {
        var world = try await Self.world {
            $0.fieldProfile = profile
            $0.answersLegacyNames = answersLegacyNames
        }
        let list = Self.json((0..<50).map { Self.groups[$0 % 7] })
        let body = #"{"GroupIdList":\#(list)}"#
        let expected = try await world.read(body)
        #expect(try await world.fill(body) == expected)
        #expect(world.hot(body) == expected)
        world.app.maximumAnswerBytes = expected.utf8.count
        #expect(world.hot(body) == expected)
        world.app.maximumAnswerBytes -= 1
        let refusal = try await world.read(body)
        #expect(refusal.hasPrefix("10018 "))
        #expect(world.hot(body) == refusal)
    }

    @Test(arguments: [
        "", " ", "{}", "[]", "null", "{", #"{"GroupIdList":[]}"#, #"{"GroupIdList":null}"#, #"{"GroupIdList":"open"}"#,
        #"{"GroupIdList":["open"]"#, #"{"GroupIdList":["open"]}}"#, #"{"GroupIdList":["open"],}"#,
        #"{"GroupIdList":["open",]}"#, #"{"GroupIdList":["open" "talk"]}"#, #"{"GroupIdList":["op\u0065n"]}"#,
        #"{"GroupIdList":["open"],"GroupIdList":["talk"]}"#, #"{"GroupIdList":[],"GroupIdList":["talk"]}"#,
        #"{"GroupIdList":["talk"],"GroupIdList":[]}"#, #"{"GroupIdList":["open",1]}"#, #"{"GroupIdList":[""]}"#,
        #"{"GroupIdList":["open"],"Other":[1,{"a":null}]}"#, #"{"GroupIdList":["open"],"ResponseFilter":null}"#,
        #"{"GroupIdList":["open"],"ResponseFilter":[]}"#, #"{"GroupIdList":["open"],"ResponseFilter":{}}"#,
        #"{"GroupIdList":["open"],"ResponseFilter":{"GroupBaseInfoFilter":[]}}"#,
        #"{"GroupIdList":["open"],"ResponseFilter":{"GroupBaseInfoFilter":null,"MemberInfoFilter":["Role"]}}"#,
        #"{"GroupIdList":["open"],"ResponseFilter":{"GroupBaseInfoFilter":["Name"],"GroupBaseInfoFilter":["Type"]}}"#,
        #"{"GroupIdList":["open"],"ResponseFilter":{"GroupBaseInfoFilter":[1]}}"#,
        #"{"GroupIdList":["open"],"ResponseFilter":{"SelfInfoFilter":["Role"]}}"#,
        #"{"ResponseFilter":{"MemberInfoFilter":["NameCard"]},"GroupIdList":["open","open"]}"#,
        #"{"GroupIdList":["open"],"ResponseFilter":{},"ResponseFilter":{"MemberInfoFilter":["Role"]}}"#,
        " {\t\"GroupIdList\" :\n[ \"open\" ,\r\"talk\" ] } \n", "\u{FEFF}{\"GroupIdList\":[\"open\"]}",
        #"{"groupidlist":["open"]}"#, #"{"GroupIdList":["open"]} x"#, "{\"GroupIdList\":[\"op\u{7}en\"]}",
    ])
    func `odd bodies`(body: String) async throws {
        let world = try await Self.world()
        _ = try await world.fill(#"{"GroupIdList":["open","talk"]}"#)
        _ = try await world.fill(#"{"GroupIdList":["open","talk"],"ResponseFilter":{"MemberInfoFilter":["Role"]}}"#)
        let expected = try await world.read(body)
        let hot = world.hot(body)
        #expect(hot == nil || hot == expected)
    }

    private static func body(_ dice: inout Dice) -> String {
        let count = Int.random(in: 1...4, using: &dice)
        let known = dice.pick([6, 7, groups.count])
        let list = (0..<count).map { _ in dice.pick(Array(groups.prefix(known))) }
        guard Int.random(in: 0..<5, using: &dice) > 0 else {
            return #"{"GroupIdList":\#(json(list))}"#
        }
        var filters: [String] = []
        for (name, values) in [
            ("GroupBaseInfoFilter", baseNames), ("MemberInfoFilter", memberNames),
            ("AppDefinedDataFilter_Group", keys), ("AppDefinedDataFilter_GroupMember", keys),
        ] where Bool.random(using: &dice) {
            let limit = Int.random(in: 0...5, using: &dice)
            filters.append(#""\#(name)":\#(json((0..<limit).map { _ in dice.pick(values) }))"#)
        }
        return #"{"GroupIdList":\#(json(list)),"ResponseFilter":{\#(filters.joined(separator: ","))}}"#
    }

    private static func json(_ texts: [String]) -> String {
        "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
}
