import Groups
import Storage
import StoreTransactions
import Testing
import Wire

extension TableWorld {
    func checkAccounts() throws {
        try check(
            tables.accounts, alice,
            [
                AccountRow(importTime: UnixTime(seconds: 1)),
                AccountRow(
                    nick: "\u{0}\(composed)", faceURL: "", importTime: UnixTime(seconds: 1),
                    kickTime: UnixTime(seconds: 2)),
                AccountRow(faceURL: "f", importTime: UnixTime(seconds: 1), kickTime: UnixTime(seconds: 3)),
            ])
        try insertAccounts()
        try check(
            tables.portraitItems, PortraitKey(account: alice, tag: "Tag"), [.text("\u{0}"), .number(3), .text("")])
        try check(
            tables.globalMutes, alice,
            [
                GlobalMute(c2cUntil: .forever, groupUntil: .never),
                GlobalMute(c2cUntil: .never, groupUntil: UnixTime(seconds: 9)),
            ])
        try insert(GlobalMute.none, into: tables.globalMutes, bob)
        #expect(try tables.globalMutes.find(bob) == nil)
    }

    func checkGroups() throws {
        try insertAccounts()
        var messages = profile
        messages.nextMsgSeq = 5
        messages.lastMsgTime = UnixTime(seconds: 8)
        messages.isActivated.toggle()
        var other = messages
        other.name = composed
        other.introduction = "i"
        other.notification = "n"
        other.faceURL = "f"
        other.owner = bob
        other.infoSeq = 3
        other.lastInfoTime = UnixTime(seconds: 9)
        other.memberNum = 4
        other.maxMemberNum = 10
        other.applyJoinOption = .disableApply
        other.inviteJoinOption = .disableInvite
        other.isMuted.toggle()
        other.enablesPermissions.toggle()
        other.defaultPermission = 3
        other.showsHistoryBeforeJoin.toggle()
        other.customFields = [CustomField(key: "k", value: "\u{0}")]
        var ownerless = other
        ownerless.owner = nil
        try check(
            tables.groups, club,
            [
                GroupRow(number: number, nextEntry: 1, profile: profile, readFloor: 2),
                GroupRow(number: number, nextEntry: 1, profile: profile, readFloor: 2, version: 5),
                GroupRow(number: number, nextEntry: 1, profile: messages, readFloor: 4, version: 6),
                GroupRow(number: number, nextEntry: 3, profile: messages, readFloor: 4, version: 7),
                GroupRow(number: number, nextEntry: 4, profile: other, readFloor: 5, version: 8),
                GroupRow(number: number, nextEntry: 4, profile: ownerless, readFloor: 5, version: 9),
            ])
    }

    func checkSimilarTexts() throws {
        try insertMember()
        let old = try #require(try tables.groups.find(club))
        var first = old
        first.profile.name = composed
        var second = old
        second.profile.name = decomposed
        try tables.groups.write([RowChange(key: club, old: old, new: first)])
        try tables.groups.write([RowChange(key: club, old: first, new: second)])
        #expect(try tables.groups.find(club)?.profile.name.unicodeScalars.count == 2)
        let key = MemberKey(group: number, account: alice)
        var one = try #require(try tables.members.find(key))
        one.change { $0.nameCard = composed }
        var two = one
        two.change { $0.nameCard = decomposed }
        try tables.members.write([RowChange(key: key, old: one, new: two)])
        #expect(try tables.members.find(key)?.member.nameCard.unicodeScalars.count == 2)
        let message = MessageKey(stream: stream, seq: 1)
        let row = self.message(body: [1], data: composed)
        try insert(row, into: tables.messages, message)
        try tables.messages.write([
            RowChange(key: message, old: row, new: self.message(body: [1], data: decomposed))
        ])
        #expect(try tables.messages.find(message)?.content.cloudCustomData.unicodeScalars.count == 2)
    }

    func checkCounts() throws {
        try insert(3, into: tables.groupCounts, .public)
        #expect(try tables.groupCounts.find(.public) == 3)
        #expect(try tables.groupCounts.find([.work, .public]) == [nil, 3])
        try check(
            tables.groupGrowth, AppWide(),
            [GroupGrowthRow(day: 1, groupsBefore: 2), GroupGrowthRow(day: 2, groupsBefore: 3)])
        try check(tables.broadcasts, AppWide(), [1, 2])
    }

    func checkAttributes() throws {
        try insertGroup()
        try check(
            tables.attributes, number,
            [
                AttributesRow(),
                AttributesRow(
                    attributes: [GroupAttribute(key: "k", value: "\u{0}")],
                    rate: AttributeWriteRate(second: UnixTime(seconds: 4), writes: 2)),
            ])
        try check(
            tables.counters, number,
            [
                [GroupCounter(key: "a", value: 1), GroupCounter(key: "b", value: 2)],
                [
                    GroupCounter(key: "a", value: 1), GroupCounter(key: "c", value: 2),
                    GroupCounter(key: "b", value: 3),
                ],
                [GroupCounter(key: "b", value: 3)],
            ])
        try check(tables.roomAdmins, number, [[alice], [bob, alice], [bob]])
    }

    func checkMembers() throws {
        try insertGroup()
        var row = MemberRow(member(bob), entry: 3, ownUnread: 2, readFloor: 1)
        var rows = [row]
        row.position = ReadPosition(msgSeq: 4, ownUnread: 1, floor: 2)
        row.change { $0.lastSendMsgTime = UnixTime(seconds: 6) }
        rows.append(row)
        row.change { $0.muteUntil = .forever }
        rows.append(row)
        row.change { member in
            member.role = .admin
            member.msgFlag = .acceptAndNotify
            member.nameCard = "card"
            member.customFields = [CustomField(key: "k", value: "v")]
        }
        rows.append(row)
        row.change { $0.role = .owner }
        rows.append(row)
        rows.append(MemberRow(member(bob), entry: 9, readFloor: 0))
        try check(tables.members, MemberKey(group: number, account: bob), rows)
    }

    func checkMutes() throws {
        try insertGroup()
        try check(tables.mutes, MuteKey(group: number, account: alice), [.forever, UnixTime(seconds: 2)])
        try check(
            tables.mutes, MuteKey(group: number, topic: topic, account: alice), [UnixTime(seconds: 2), .forever])
        try check(tables.bans, MemberKey(group: number, account: alice), [.forever, UnixTime(seconds: 2)])
    }

    func checkTraces() throws {
        try insertMember()
        try insert(.forever, into: tables.mutes, MuteKey(group: number, account: bob))
        try insert(.forever, into: tables.bans, MemberKey(group: number, account: bob))
        try insert([bob], into: tables.roomAdmins, number)
        let traces = try tables.traces(of: [alice, bob])
        #expect(traces.map(\.memberOf) == [[club], []])
        #expect(traces.map(\.ownerOf) == [[club], []])
        #expect(traces.map(\.administratorOf) == [[], [club]])
        #expect(traces.map(\.notedIn) == [[], [club, club]])
        #expect(try tables.accounts(among: [alice, bob], inAtLeast: 1) == [alice])
    }

    func checkTopics() throws {
        try insertMember()
        var messages = Topic(id: topic, name: "Topic", createTime: UnixTime(seconds: 1))
        let first = messages
        messages.nextMsgSeq = 4
        messages.lastMsgTime = UnixTime(seconds: 5)
        var other = messages
        other.name = composed
        other.introduction = "i"
        other.notification = "n"
        other.faceURL = "f"
        other.customString = "c"
        other.isMuted = true
        let key = TopicKey(group: number, topic: topic)
        try check(
            tables.topics, key,
            [
                TopicRow(topic: first, readFloor: 1), TopicRow(topic: messages, readFloor: 2),
                TopicRow(topic: other, readFloor: 3),
            ])
        #expect(try tables.topicCounts.find(number) == 0)
        try insert(TopicRow(topic: first), into: tables.topics, key)
        #expect(try tables.topicCounts.find(number) == 1)
        try check(
            tables.topicReads, TopicMemberKey(group: number, topic: topic, account: alice),
            [ReadPosition(msgSeq: 1, floor: 0), ReadPosition(msgSeq: 3, floor: 2)])
    }

    func checkPermissionGroups() throws {
        try insertMember()
        let key = PermissionGroupKey(group: number, id: rights)
        let first = PermissionGroupRow(
            number: 4, nextEntry: 2, permissionGroup: PermissionGroup(id: rights, name: "Rights", permission: 1))
        try check(
            tables.permissionGroups, key,
            [
                first,
                PermissionGroupRow(
                    number: 4, nextEntry: 3,
                    permissionGroup: PermissionGroup(
                        id: rights, name: composed, permission: 2, customString: "c")),
            ])
        try insert(first, into: tables.permissionGroups, key)
        let member = PermissionGroupMemberKey(group: number, permissionGroup: 4, account: alice)
        try check(tables.permissionGroupMembers, member, [5, 6])
        try insert(5, into: tables.permissionGroupMembers, member)
        let topicRow = TopicRow(topic: Topic(id: topic, name: "Topic", createTime: UnixTime(seconds: 1)))
        try insert(topicRow, into: tables.topics, TopicKey(group: number, topic: topic))
        try check(
            tables.topicPermissions, TopicPermissionKey(group: number, permissionGroup: 4, topic: topic), [1, 0, 3])
    }
}
