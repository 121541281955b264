import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let permissionGroups = [
        ConformanceCase("a permission group reads back as it was created, and the group's profile stays") { store in
            try await store.create(.forum())
            let group = try await store.profile(.forum)
            let created = PermissionGroup(
                id: .editors, name: difficultPlainText, permission: .max, customString: difficultPlainText)
            try await store.createPermissionGroup(created, of: .forum, in: .sample())
            #expect(try await store.permissionGroup(.editors) == created)
            #expect(try await store.profile(.forum) == group)
        },
        ConformanceCase("calls on permission groups ask for the group, its type, topics, the switch and the one") {
            store in
            let all = { () async throws -> Set<ErrorCode?> in
                Set(try await store.refusalsOfGroup() + store.refusals(of: .editors))
            }
            #expect(try await all() == [.groupNotFound])
            try await store.create(.sample(.forum, type: .public))
            #expect(try await all() == [.notPermitted])
            try await store.destroyGroup(.forum, in: .sample())
            try await store.create(.forum(supportsTopics: false))
            #expect(try await all() == [.topicsUnavailable])
            try await store.destroyGroup(.forum, in: .sample())
            try await store.create(.forum())
            #expect(Set(try await store.refusalsOfGroup()) == [nil])
            #expect(Set(try await store.refusals(of: .editors)) == [.groupNotFound])
            try await store.create(.editors)
            #expect(Set(try await store.refusals(of: .editors)) == [nil])
        },
        ConformanceCase("switching permission groups off hides them, and on again shows them as they were") { store in
            try await store.create(.forum())
            try await store.create(.editors)
            try await store.add(.alice, to: .editors)
            var change = ProfileChange()
            change.enablesPermissions = false
            try await store.change(.forum, by: change)
            #expect(Set(try await store.refusals(of: .editors)) == [.topicsUnavailable])
            change.enablesPermissions = true
            try await store.change(.forum, by: change)
            #expect(try await store.accounts(of: .editors) == [.alice])
        },
        ConformanceCase("of many who create the same permission group at once, one succeeds") { store in
            try await store.create(.forum())
            let codes = try await refusals(of: 16) { _ in try await store.create(PermissionGroupID.editors) }
            #expect(codes == Array(repeating: .groupIDInUse, count: 15))
        },
        ConformanceCase("a permission group's change writes every field, of this one only") { store in
            try await store.create(.forum())
            try await store.create(.editors)
            try await store.create(.readers)
            try await store.add(.alice, to: .editors)
            var change = PermissionGroupChange()
            change.name = difficultPlainText
            change.permission = 0
            change.customString = "custom"
            try await store.changePermissionGroup(.editors, of: .forum, in: .sample(), by: change)
            try await store.changePermissionGroup(.editors, of: .forum, in: .sample(), by: PermissionGroupChange())
            let expected = PermissionGroup(
                id: .editors, name: difficultPlainText, permission: 0, customString: "custom", memberCount: 1)
            #expect(try await store.permissionGroup(.editors) == expected)
            #expect(try await store.permissionGroup(.readers)?.name == "Group")
        },
        ConformanceCase("listed permission groups are read in their order, missing and repeated ones too") { store in
            try await store.create(.forum())
            try await store.create(.editors)
            try await store.create(.readers)
            let found = try await store.permissionGroups(
                [.readers, .nobody, .editors, .readers], of: .forum, in: .sample())
            #expect(found.map { $0?.id } == [.readers, nil, .editors, .readers])
        },
        ConformanceCase("pages of permission groups skip and repeat nothing while others come and go") { store in
            try await store.create(.forum())
            for index in 0..<5 {
                try await store.create(.sample("@PMG#_\(index)"))
            }
            let first = try await store.permissionGroups(after: 0, atMost: 2, of: .forum, in: .sample())
            #expect(first.elements.map(\.id) == [.sample("@PMG#_0"), .sample("@PMG#_1")])
            _ = try await store.destroyPermissionGroups(
                [.sample("@PMG#_1"), .sample("@PMG#_2")], of: .forum, in: .sample())
            try await store.create(.sample("@PMG#_1"))
            let second = try await store.permissionGroups(
                after: #require(first.next), atMost: 2, of: .forum, in: .sample())
            #expect(second.elements.map(\.id) == [.sample("@PMG#_3"), .sample("@PMG#_4")])
            let third = try await store.permissionGroups(
                after: #require(second.next), atMost: 2, of: .forum, in: .sample())
            #expect(third.elements.map(\.id) == [.sample("@PMG#_1")])
            #expect(third.next == nil)
        },
        ConformanceCase("a last page that is full says so") { store in
            try await store.create(.forum())
            try await store.create(.editors)
            #expect(try await store.permissionGroups(after: 0, atMost: 1, of: .forum, in: .sample()).next == nil)
        },
        ConformanceCase("destroyed permission groups are reported once, and their identifiers are free") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.editors)
            try await store.create(.readers)
            try await store.add(.alice, to: .editors)
            try await store.give(1, in: .news, to: .editors)
            let results = try await store.destroyPermissionGroups(
                [.nobody, .editors, .editors], of: .forum, in: .sample())
            #expect(results == [false, true, false])
            try await store.create(.editors)
            #expect(try await store.permissionGroup(.editors)?.memberCount == 0)
            #expect(try await store.accounts(of: .editors).isEmpty)
            #expect(try await store.permissions(of: .editors).isEmpty)
        },
        ConformanceCase("permission groups go with their group") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.editors)
            try await store.add(.alice, to: .editors)
            try await store.give(1, in: .news, to: .editors)
            try await store.destroyGroup(.forum, in: .sample())
            try await store.create(.forum())
            #expect(try await store.permissionGroups(after: 0, atMost: 9, of: .forum, in: .sample()).elements.isEmpty)
        },
        ConformanceCase("permission groups of one app are not those of another") { store in
            try await store.create(.forum())
            try await store.create(.forum(), in: otherApp)
            try await store.create(.editors)
            try await store.add(.alice, to: .editors)
            #expect(try await store.permissionGroup(.editors, in: otherApp) == nil)
            #expect(
                try await store.permissionGroups(
                    after: 0, atMost: 9, of: .forum, in: .sample(otherApp)
                ).elements.isEmpty)
            #expect(try await store.destroyPermissionGroups([.editors], of: .forum, in: .sample(otherApp)) == [false])
            try await store.create(.editors, in: otherApp)
            #expect(try await store.accounts(of: .editors, in: otherApp).isEmpty)
            try await store.destroyGroup(.forum, in: .sample(otherApp))
            #expect(try await store.accounts(of: .editors) == [.alice])
        },
    ]

    static let topicPermissions = [
        ConformanceCase("topic rights are set, replaced and taken away, each in its topic") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.chat)
            try await store.create(.editors)
            try await store.create(.readers)
            let news = TopicPermission(topic: .news, permission: 8)
            let chat = TopicPermission(topic: .chat, permission: .max)
            let none = TopicPermission(topic: .none, permission: 1)
            #expect(
                try await store.setTopicPermissions([news, none, chat], of: .editors, of: .forum, in: .sample())
                    == [true, false, true])
            #expect(try await store.permissions(of: .editors) == [chat, news])
            #expect(try await store.permissions(of: .readers).isEmpty)
            try await store.give(9, in: .news, to: .editors)
            #expect(
                try await store.deleteTopicPermissions(
                    in: [.chat, .none, .chat], of: .editors, of: .forum, in: .sample())
                    == [true, false, true])
            #expect(try await store.permissions(of: .editors) == [TopicPermission(topic: .news, permission: 9)])
        },
        ConformanceCase("listed topic rights are read in their order, with 0 where there are none") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.chat)
            try await store.create(.editors)
            try await store.give(8, in: .news, to: .editors)
            let found = try await store.topicPermissions(
                in: [.chat, .none, .news], of: .editors, of: .forum, in: .sample())
            #expect(found.map { $0?.permission } == [0, nil, 8])
        },
        ConformanceCase("topic rights go with their topic") { store in
            try await store.create(.forum())
            try await store.create(.news)
            try await store.create(.editors)
            try await store.give(8, in: .news, to: .editors)
            _ = try await store.destroyTopics([.news], of: .forum, in: .sample())
            try await store.create(.news)
            #expect(try await store.permissions(of: .editors).isEmpty)
        },
    ]

    static let permissionGroupMembers = [
        ConformanceCase("members of the group come into a permission group once") { store in
            try await store.create(.forum([.bob]))
            try await store.importAccounts(.carol)
            try await store.create(.editors)
            let results = try await store.add(.bob, nil, .carol, .bob, .alice, to: .editors)
            #expect(results == [.added, .failed, .failed, .alreadyMember, .added])
            #expect(try await store.accounts(of: .editors) == [.bob, .alice])
            #expect(try await store.permissionGroup(.editors)?.memberCount == 2)
            let members = try await store.members(of: .editors).elements
            #expect(try await members.contains(store.member(.bob, of: .forum)))
        },
        ConformanceCase("accounts are taken out of one permission group, and others are passed over") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.editors)
            try await store.create(.readers)
            try await store.add(.alice, .bob, to: .editors)
            try await store.add(.bob, to: .readers)
            try await store.deletePermissionGroupMembers(
                [.bob, .bob, .carol], from: .editors, of: .forum, in: .sample())
            #expect(try await store.accounts(of: .editors) == [.alice])
            #expect(try await store.permissionGroup(.editors)?.memberCount == 1)
            #expect(try await store.accounts(of: .readers) == [.bob])
        },
        ConformanceCase("who leaves the group with the account leaves its permission groups") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.editors)
            try await store.create(.readers)
            try await store.add(.alice, .bob, to: .editors)
            try await store.add(.bob, to: .readers)
            _ = try await store.deleteAccounts([.bob], in: .sample())
            #expect(try await store.accounts(of: .editors) == [.alice])
            #expect(try await store.permissionGroup(.editors)?.memberCount == 1)
            #expect(try await store.permissionGroup(.readers)?.memberCount == 0)
            try await store.add(.bob, to: .forum)
            #expect(try await store.accounts(of: .readers).isEmpty)
        },
        ConformanceCase("pages of members skip and repeat nobody while others come and go") { store in
            let accounts = Account.many(9)
            try await store.create(.forum(accounts))
            try await store.create(.editors)
            _ = try await store.addPermissionGroupMembers(
                Array(accounts[0..<6]), to: .editors, of: .forum, in: .sample())
            let first = try await store.members(of: .editors, atMost: 3)
            #expect(first.elements.map(\.account) == Array(accounts[0..<3]))
            try await store.deletePermissionGroupMembers(
                [accounts[2], accounts[3]], from: .editors, of: .forum, in: .sample())
            try await store.add(accounts[8], accounts[3], to: .editors)
            let second = try await store.members(of: .editors, after: #require(first.next), atMost: 2)
            #expect(second.elements.map(\.account) == Array(accounts[4..<6]))
            let third = try await store.members(of: .editors, after: #require(second.next), atMost: 2)
            #expect(third.elements.map(\.account) == [accounts[8], accounts[3]])
            #expect(third.next == nil)
        },
        ConformanceCase("of many who put the same account in at once, one succeeds") { store in
            try await store.create(.forum([.bob]))
            try await store.create(.editors)
            let results = try await withThrowingTaskGroup(of: [MemberAdmission.Result].self) { tasks in
                for _ in 0..<16 {
                    tasks.addTask { try await store.add(.bob, to: .editors) }
                }
                return try await tasks.reduce(into: []) { $0 += $1 }
            }
            #expect(results.filter { $0 == .added }.count == 1)
            #expect(try await store.permissionGroup(.editors)?.memberCount == 1)
        },
    ]
}
