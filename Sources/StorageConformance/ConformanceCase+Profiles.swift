import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let profileChanges = [
        ConformanceCase("a profile change writes every field and is recorded") { store in
            let created = try NewGroup.sample(.club, type: .meeting, owner: .alice, members: [.bob])
            try await store.create(created)
            var change = ProfileChange()
            change.name = difficultPlainText
            change.introduction = "introduction"
            change.notification = "notification"
            change.faceURL = "https://example.com/face"
            change.maxMemberNum = 3
            change.applyJoinOption = .disableApply
            change.inviteJoinOption = .needPermission
            change.isMuted = true
            change.showsHistoryBeforeJoin = false
            change.customFields = try .group(
                [CustomField(key: "key", value: difficultText)], declared: nil, limits: GroupLimits())
            try await store.change(.club, by: change, at: later(10))
            var expected = created.profile
            try change.apply(to: &expected, at: later(10), limits: GroupLimits())
            #expect(try await store.profile(.club) == expected)
            #expect(expected.infoSeq == 1)
            #expect(try await store.members(of: .club) == created.members)
        },
        ConformanceCase("a Community's switches are profile fields") { store in
            var draft = GroupDraft(type: .community, name: "Club")
            draft.supportsTopics = true
            let group = try draft.group(id: .club, createTime: now, limits: GroupLimits())
            try await store.create(group)
            var change = ProfileChange()
            change.enablesPermissions = true
            change.defaultPermission = -1
            try await store.change(.club, by: change)
            let profile = try await store.profile(.club)
            #expect(profile.enablesPermissions)
            #expect(profile.defaultPermission == -1)
        },
        ConformanceCase("an empty change changes nothing") { store in
            try await store.create(.sample(.club))
            let before = try await store.profile(.club)
            try await store.change(.club, by: ProfileChange(), at: later(10))
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("writing what is there already is recorded as a change") { store in
            try await store.create(.sample(.club))
            var change = ProfileChange()
            change.name = "Club"
            try await store.change(.club, by: change, at: later(10))
            #expect(try await store.profile(.club).infoSeq == 1)
            #expect(try await store.profile(.club).lastInfoTime == later(10))
        },
        ConformanceCase("a refused change changes nothing") { store in
            try await store.create(.sample(.club))
            let before = try await store.profile(.club)
            var change = ProfileChange()
            change.name = "Other"
            change.maxMemberNum = 0
            let refused = change
            #expect(try await refusal { try await store.change(.club, by: refused) } == .invalidParameter)
            #expect(try await store.profile(.club) == before)
        },
        ConformanceCase("a profile change asks for the group, the operator and the change in this order") { store in
            var change = ProfileChange()
            change.maxMemberNum = 0
            let refused = change
            let call = {
                try await refusal {
                    try await store.changeProfile(of: .club, in: .sample(), by: refused, operator: .alice)
                }
            }
            #expect(try await call() == .groupNotFound)
            try await store.create(.sample(.club))
            #expect(try await call() == .accountNotFound)
            try await store.importAccounts(.alice)
            #expect(try await call() == .invalidParameter)
        },
        ConformanceCase("a missing operator is created where the policy says so") { store in
            try await store.create(.sample(.club))
            var change = ProfileChange()
            change.name = "Other"
            try await store.changeProfile(
                of: .club, in: .sample(accounts: .importOnSight), by: change, operator: .alice)
            #expect(try await store.existingAccounts(among: [.alice], in: .sample()) == [.alice])
        },
        ConformanceCase("a refused change takes the created operator back") { store in
            try await store.create(.sample(.club))
            var change = ProfileChange()
            change.maxMemberNum = 0
            let refused = change
            let code = try await refusal {
                try await store.changeProfile(
                    of: .club, in: .sample(accounts: .importOnSight), by: refused, operator: .alice)
            }
            #expect(code == .invalidParameter)
            #expect(try await store.existingAccounts(among: [.alice], in: .sample()).isEmpty)
        },
        ConformanceCase("custom fields are set, kept and deleted by their keys") { store in
            try await store.create(.sample(.club))
            for fields in [["a": "1"], ["b": "2"], ["a": "", "c": "3"]] {
                var change = ProfileChange()
                change.customFields = try .group(
                    fields.sorted { $0.key < $1.key }.map { CustomField(key: $0.key, value: $0.value) }, declared: nil,
                    limits: GroupLimits())
                try await store.change(.club, by: change)
            }
            let expected = [CustomField(key: "b", value: "2"), CustomField(key: "c", value: "3")]
            #expect(try await store.profile(.club).customFields == expected)
        },
        ConformanceCase("of changes made at once none is lost") { store in
            try await store.create(.sample(.club))
            let codes = try await refusals(of: 50) { index in
                var change = ProfileChange()
                change.name = "Name \(index)"
                try await store.change(.club, by: change)
            }
            #expect(codes.isEmpty)
            #expect(try await store.profile(.club).infoSeq == 50)
        },
    ]
}
