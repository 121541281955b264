import Groups
import Storage
import Testing
import Wire

extension ConformanceCase {
    static let plans = [
        ConformanceCase("a plan's number of groups counts every living group of the app, however it came") { store in
            var plan = PlanLimits()
            plan.groups = 2
            try await store.create(.sample(.club))
            try await store.restoreGroup(.sample(.team, type: .avChatRoom), in: .sample())
            try await store.create(.sample(.none), in: otherApp)
            let third = GroupID.sample("third")
            #expect(try await refusal { try await store.create(.sample(third), plan: plan) } == .tooManyGroupsOfTrial)
            #expect(try await !store.exists(third))
            try await store.destroyGroup(.team, in: .sample())
            #expect(try await refusal { try await store.create(.sample(third), plan: plan) } == nil)
        },
        ConformanceCase("a plan's number of AVChatRooms counts no other groups") { store in
            var plan = PlanLimits()
            plan.avChatRooms = 1
            try await store.create(.sample(.club), plan: plan)
            try await store.create(.sample(.team, type: .avChatRoom), plan: plan)
            let third = try NewGroup.sample(.sample("third"), type: .avChatRoom)
            #expect(try await refusal { try await store.create(third, plan: plan) } == .tooManyAVChatRooms)
            #expect(try await refusal { try await store.create(.sample(.none), plan: plan) } == nil)
            try await store.destroyGroup(.team, in: .sample())
            #expect(try await refusal { try await store.create(third, plan: plan) } == nil)
        },
        ConformanceCase("a plan's growth is counted anew each day, and destroyed groups give room") { store in
            var plan = PlanLimits()
            plan.dailyGroups = 2
            try await store.create(.sample(.club), plan: plan)
            try await store.create(.sample(.team), plan: plan)
            let third = GroupID.sample("third")
            let full = try await refusal { try await store.create(.sample(third), plan: plan) }
            #expect(full == .operationTooFrequent)
            try await store.destroyGroup(.team, in: .sample())
            #expect(try await refusal { try await store.create(.sample(third), plan: plan) } == nil)
            let fourth = GroupID.sample("fourth")
            #expect(
                try await refusal { try await store.create(.sample(fourth), plan: plan) } == .operationTooFrequent)
            #expect(
                try await refusal { try await store.create(.sample(fourth), plan: plan, at: later(86_400)) } == nil)
            let fifth = GroupID.sample("fifth")
            #expect(
                try await refusal { try await store.create(.sample(fifth), plan: plan, at: later(86_401)) } == nil)
            #expect(
                try await refusal { try await store.create(.sample(.none), plan: plan, at: later(86_402)) }
                    == .operationTooFrequent)
        },
        ConformanceCase("a plan's growth is counted anew when the clock has been set back, not when a call is late") {
            store in
            var plan = PlanLimits()
            plan.dailyGroups = 1
            let limited = plan
            let midnight = later(86_400 - UInt32(now.seconds % 86_400))
            let moments = [
                midnight.advanced(bySeconds: 10 * 86_400), midnight, UnixTime(seconds: midnight.seconds - 10),
                UnixTime(seconds: midnight.seconds - 11),
            ]
            var refusals: [ErrorCode?] = []
            for (number, moment) in moments.enumerated() {
                refusals.append(
                    try await refusal {
                        try await store.create(.sample(.sample("g\(number)")), plan: limited, at: moment)
                    })
            }
            #expect(refusals == [nil, nil, .operationTooFrequent, nil])
        },
        ConformanceCase("a group is not created for an account that has as many groups as its plan allows") { store in
            var plan = PlanLimits()
            plan.groupsPerAccount = 1
            try await store.create(.sample(.club, owner: .alice, members: [.bob]), plan: plan)
            let second = try NewGroup.sample(.team, owner: .carol, members: [.bob])
            #expect(try await refusal { try await store.create(second, plan: plan) } == .tooManyGroupsOfAccount)
            #expect(try await !store.exists(.team))
            #expect(try await store.existingAccounts(among: [.carol], in: .sample()) == [])
            let room = try NewGroup.sample(.team, type: .avChatRoom, owner: .alice)
            #expect(try await refusal { try await store.create(room, plan: plan) } == nil)
            let free = try NewGroup.sample(.none)
            #expect(try await refusal { try await store.create(free, plan: plan) } == nil)
            #expect(try await refusal { try await store.create(second, in: otherApp, plan: plan) } == nil)
        },
        ConformanceCase("accounts that have as many groups as their plan allows fail by themselves") { store in
            var plan = PlanLimits()
            plan.groupsPerAccount = 1
            try await store.create(.sample(.club, members: [.alice]))
            try await store.create(.sample(.team, members: [.dave], maxMemberNum: 3))
            let results = try await store.add([.alice, .bob, .dave, .alice, .bob], to: .team, plan: plan)
            #expect(results == [.failed, .added, .alreadyMember, .failed, .alreadyMember])
            #expect(try await store.members(of: .team).map(\.account) == [.dave, .bob])
            let nobody = try await refusal { _ = try await store.add([.alice, .bob], to: .team, plan: plan) }
            #expect(nobody == .tooManyGroupsOfAccount)
            #expect(try await store.add([.bob, .dave], to: .team, plan: plan) == [.alreadyMember, .alreadyMember])
            #expect(try await store.add([.alice, .carol], to: .team, plan: plan) == [.failed, .added])
        },
        ConformanceCase("a plan's last group goes to one of those who want it at once") { store in
            var plan = PlanLimits()
            plan.groups = 3
            let limited = plan
            let codes = try await refusals(of: 12) { index in
                try await store.create(.sample(.sample("club\(index)")), plan: limited)
            }
            #expect(codes == Array(repeating: .tooManyGroupsOfTrial, count: 9))
        },
        ConformanceCase("an account's last group is one of those that want it at once") { store in
            var plan = PlanLimits()
            plan.groupsPerAccount = 2
            let limited = plan
            try await store.importAccounts(.alice)
            for index in 0..<8 {
                try await store.create(.sample(.sample("club\(index)")))
            }
            let codes = try await refusals(of: 8) { index in
                _ = try await store.add([.alice], to: .sample("club\(index)"), plan: limited)
            }
            #expect(codes == Array(repeating: .tooManyGroupsOfAccount, count: 6))
        },
    ]
}

extension GroupStore {
    /// Creates a group within a plan, with its accounts.
    fileprivate func create(
        _ group: NewGroup, in app: SDKAppID = app, plan: PlanLimits, at time: UnixTime = now
    ) async throws {
        try await createGroup(group, in: .sample(app, at: time, accounts: .importOnSight, plan: plan))
    }

    /// Adds members within a plan, creating their accounts.
    fileprivate func add(
        _ accounts: [Account], to group: GroupID, plan: PlanLimits
    ) async throws -> [MemberAdmission.Result] {
        try await addMembers(accounts, to: group, in: .sample(accounts: .importOnSight, plan: plan), isSilent: false)
    }
}
