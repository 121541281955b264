import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let topics = [
        ConformanceCase("a topic reads back as it was created, and the group's profile stays") { store in
            try await store.create(.forum())
            let group = try await store.profile(.forum)
            let topic = Topic(
                id: .news, name: difficultPlainText, introduction: "introduction", notification: "notification",
                faceURL: "https://example.com/face", customString: difficultPlainText, createTime: later(5),
                lastMsgTime: later(6), nextMsgSeq: 7, isMuted: true)
            try await store.createTopic(
                topic, of: .forum, in: .sample(at: later(9)), operator: .alice, isImported: false)
            #expect(try await store.topic(.news) == TopicView(topic: topic, selfInfo: nil))
            #expect(try await store.profile(.forum) == group)
        },
        ConformanceCase("creating a topic asks for the group, topics, the operator, the identifier and room") { store in
            var crowded = GroupLimits()
            crowded.topics = 1
            let limits = crowded
            let call = { (id: TopicID, creator: Account?) in
                try await refusal {
                    try await store.createTopic(
                        Topic(id: id, name: "Topic", createTime: now), of: .forum, in: .sample(groups: limits),
                        operator: creator, isImported: false)
                }
            }
            #expect(try await call(.news, .dave) == .groupNotFound)
            try await store.create(.forum(supportsTopics: false))
            #expect(try await call(.news, .dave) == .topicsUnavailable)
            try await store.destroyGroup(.forum, in: .sample())
            try await store.create(.forum())
            #expect(try await call(.news, .dave) == .accountNotFound)
            #expect(try await call(.news, .alice) == nil)
            #expect(try await call(.news, .dave) == .accountNotFound)
            #expect(try await call(.news, nil) == .groupIDInUseBySameOwner)
            #expect(try await call(.chat, nil) == .tooManyGroupsOfAccount)
            #expect(try await store.topicIDs() == [.news])
        },
        ConformanceCase("a topic's operator is created where the policy says so") { store in
            try await store.create(.forum())
            try await store.createTopic(
                Topic(id: .news, name: "Topic", createTime: now), of: .forum, in: .sample(accounts: .importOnSight),
                operator: .bob, isImported: false)
            try await store.changeTopic(
                .news, of: .forum, in: .sample(accounts: .importOnSight), by: TopicChange(), operator: .carol)
            #expect(try await store.existingAccounts(among: [.bob, .carol], in: .sample()) == [.bob, .carol])
        },
        ConformanceCase("of many who create the same topic at once, one succeeds") { store in
            try await store.create(.forum())
            let codes = try await refusals(of: 16) { _ in try await store.create(.news) }
            #expect(codes == Array(repeating: .groupIDInUseBySameOwner, count: 15))
        },
        ConformanceCase("of many who create topics at once, as many succeed as there is room for") { store in
            try await store.create(.forum())
            var crowded = GroupLimits()
            crowded.topics = 3
            let limits = crowded
            let codes = try await refusals(of: 16) { index in
                try await store.create(.sample("@TGS#_forum@TOPIC#_\(index)"), limits: limits)
            }
            #expect(codes == Array(repeating: .tooManyGroupsOfAccount, count: 13))
            #expect(try await store.topicIDs().count == 3)
        },
        ConformanceCase("all topics are read by time of creation, then by identifier") { store in
            try await store.create(.forum())
            try await store.create(.none, at: later(2))
            try await store.create(.news, at: later(1))
            try await store.create(.chat, at: later(1))
            #expect(try await store.topicIDs() == [.chat, .news, .none])
        },
        ConformanceCase("listed topics are read in their order, missing ones and repeated ones too") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.chat)
            let views = try await store.topics([.news, .none, .chat, .news], of: .forum, for: nil, in: .sample())
            #expect(views.map { $0?.topic.id } == [.news, nil, .chat, .news])
            #expect(try await store.topics([], of: .forum, for: nil, in: .sample()).isEmpty)
        },
        ConformanceCase("reading topics asks for the group, then for topics") { store in
            let call = {
                try await refusal { _ = try await store.topics(nil, of: .forum, for: nil, in: .sample()) }
            }
            #expect(try await call() == .groupNotFound)
            try await store.create(.forum(supportsTopics: false))
            #expect(try await call() == .topicsUnavailable)
        },
        ConformanceCase("a member has own data in each topic, others have none") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            let own = Topic.SelfInfo(muteUntil: .never, msgSeq: 0, msgFlag: .acceptAndNotify)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo == own)
            #expect(try await store.topic(.news, for: .carol)?.selfInfo == nil)
        },
        ConformanceCase("a topic change writes every field, in its topic only") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.chat)
            let chat = try await store.topic(.chat)
            var expected = try #require(try await store.topic(.news)).topic
            var change = TopicChange()
            change.name = difficultPlainText
            change.introduction = "introduction"
            change.notification = "notification"
            change.faceURL = "https://example.com/face"
            change.customString = "custom"
            change.isMuted = true
            change.apply(to: &expected)
            try await store.changeTopic(.news, of: .forum, in: .sample(), by: change, operator: nil)
            try await store.changeTopic(.news, of: .forum, in: .sample(), by: TopicChange(), operator: nil)
            #expect(try await store.topic(.news)?.topic == expected)
            #expect(try await store.topic(.chat) == chat)
        },
        ConformanceCase("changing a topic asks for the group, topics, the topic and the operator") { store in
            let call = {
                try await refusal {
                    try await store.changeTopic(.news, of: .forum, in: .sample(), by: TopicChange(), operator: .dave)
                }
            }
            #expect(try await call() == .groupNotFound)
            try await store.create(.forum(supportsTopics: false))
            #expect(try await call() == .topicsUnavailable)
            try await store.destroyGroup(.forum, in: .sample())
            try await store.create(.forum())
            #expect(try await call() == .groupNotFound)
            try await store.create(.news)
            #expect(try await call() == .accountNotFound)
        },
        ConformanceCase("destroyed topics are reported once, and their identifiers are free") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.chat)
            let results = try await store.destroyTopics([.none, .news, .news], of: .forum, in: .sample())
            #expect(results == [false, true, false])
            #expect(try await store.topicIDs() == [.chat])
            try await store.create(.news)
        },
        ConformanceCase("destroying topics asks for the group, then for topics") { store in
            let call = {
                try await refusal { _ = try await store.destroyTopics([.news], of: .forum, in: .sample()) }
            }
            #expect(try await call() == .groupNotFound)
            try await store.create(.forum(supportsTopics: false))
            #expect(try await call() == .topicsUnavailable)
        },
        ConformanceCase("topics go with their group") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.destroyGroup(.forum, in: .sample())
            try await store.create(.forum())
            #expect(try await store.topicIDs().isEmpty)
        },
        ConformanceCase("topics of one app are not those of another") { store in
            try await store.create(.forum())
            try await store.create(.forum(), in: otherApp)
            try await store.create(.news)
            #expect(try await store.topicIDs(in: otherApp).isEmpty)
            #expect(try await store.destroyTopics([.news], of: .forum, in: .sample(otherApp)) == [false])
            try await store.create(.news, in: otherApp)
            try await store.destroyGroup(.forum, in: .sample(otherApp))
            #expect(try await store.topicIDs() == [.news])
        },
    ]

    static let topicMutes = [
        ConformanceCase("a mute in a topic holds there only") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.create(.chat)
            try await store.muteMembers([.bob], of: .forum, topic: .news, in: .sample(), until: later(60))
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.muteUntil == later(60))
            #expect(try await store.topic(.chat, for: .bob)?.selfInfo?.muteUntil == .never)
            #expect(try await store.topic(.news, for: .alice)?.selfInfo?.muteUntil == .never)
            #expect(try await store.member(.bob, of: .forum).muteUntil == .never)
            try await store.muteMembers([.bob], of: .forum, topic: .news, in: .sample(), until: .never)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.muteUntil == .never)
        },
        ConformanceCase("a mute in the group is none in its topics, and stays when one in a topic ends") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.mute(.bob, in: .forum, until: .forever)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.muteUntil == .never)
            try await store.muteMembers([.bob], of: .forum, topic: .news, in: .sample(), until: .never)
            #expect(try await store.member(.bob, of: .forum).muteUntil == .forever)
        },
        ConformanceCase("mutes in a topic may precede joining and end with the topic") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.muteMembers([.bob], of: .forum, topic: .news, in: .sample(), until: .forever)
            try await store.add(.bob, to: .forum)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.muteUntil == .forever)
            #expect(try await store.member(.bob, of: .forum).muteUntil == .never)
            _ = try await store.destroyTopics([.news], of: .forum, in: .sample())
            try await store.create(.news)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.muteUntil == .never)
        },
        ConformanceCase("mutes in topics go with their account") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.news)
            try await store.muteMembers([.bob], of: .forum, topic: .news, in: .sample(), until: .forever)
            _ = try await store.deleteAccounts([.bob], in: .sample())
            try await store.add(.bob, to: .forum)
            #expect(try await store.topic(.news, for: .bob)?.selfInfo?.muteUntil == .never)
        },
    ]
}
