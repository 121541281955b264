import Synchronization
import TestSupport
import Testing
import Wire

@testable import Faults

@Suite("Faults that hit")
struct FaultRulesTests {
    private let rules = FaultRules.lucky()

    private func add(_ scope: FaultScope = FaultScope(), chance: Double = 1, count: Int? = nil) throws -> Int {
        try #require(rules.add(FaultRule(scope: scope, chance: chance, count: count, .call(CallEffect(.status(500))))))
            .number
    }

    @Test func `a rule without a scope hits every call, and no event`() throws {
        let number = try add()
        #expect(rules.number(hitting: try call()) == number)
        #expect(rules.number(hitting: try call(importAccount, of: otherApp, by: "mira")) == number)
        #expect(rules.hit(WebhookSubject(app: app, command: afterSendMsg, group: nil)) == nil)
        #expect(rules.all.map(\.hits) == [2])
    }

    @Test func `a rule hits the calls that are in its scope in every respect`() throws {
        _ = try add(
            FaultScope(app: app, command: "send_group_msg", group: try group("pier"), caller: Account("administrator")))
        let pier: Set = [try group("pier"), try group("dock")]
        #expect(rules.number(hitting: try call(), naming: pier) == 1)
        #expect(rules.number(hitting: try call(), naming: [try group("dock")]) == nil)
        #expect(rules.number(hitting: try call(of: otherApp), naming: pier) == nil)
        #expect(rules.number(hitting: try call(importAccount), naming: pier) == nil)
        #expect(rules.number(hitting: try call(by: "mira"), naming: pier) == nil)
        #expect(rules.all.map(\.hits) == [1])
    }

    @Test(arguments: ["send_group_msg", "group_open_http_svc/send_group_msg"])
    func `a command is named with its service or without`(name: String) throws {
        _ = try add(FaultScope(command: name))
        #expect(rules.number(hitting: try call()) == 1)
        #expect(rules.number(hitting: try call(importAccount)) == nil)
    }

    @Test func `a body is looked at only where a rule of such calls names a group`() throws {
        let looks = Atomic(0)
        func look(_ call: CallSubject) {
            _ = rules.hit(call) {
                looks.add(1, ordering: .relaxed)
                return []
            }
        }
        _ = try add(FaultScope(command: "account_import", group: try group("pier")), count: 1)
        look(try call())
        #expect(looks.load(ordering: .relaxed) == 0)
        look(try call(importAccount))
        #expect(looks.load(ordering: .relaxed) == 1)
        #expect(rules.number(hitting: try call(importAccount), naming: [try group("pier")]) == 1)
        _ = try add(FaultScope(command: "send_group_msg"))
        look(try call(importAccount))
        #expect(looks.load(ordering: .relaxed) == 1)
    }

    @Test func `the first of several rules hits, until it is spent`() throws {
        _ = try add(count: 2)
        _ = try add()
        let numbers = try (0..<4).map { _ in rules.number(hitting: try call()) }
        #expect(numbers == [1, 1, 2, 2])
        #expect(rules.all.map(\.isSpent) == [true, false])
    }

    @Test func `a rule without luck leaves the call to the next`() throws {
        let rules = FaultRules { 0.5 }
        for chance in [0, 0.5, 0.51] {
            _ = rules.add(FaultRule(chance: chance, .call(CallEffect(.status(500)))))
        }
        #expect(rules.number(hitting: try call()) == 3)
        #expect(rules.all.map(\.hits) == [0, 0, 1])
    }

    @Test func `a chance of a quarter hits a quarter of the calls`() throws {
        let generator = Mutex(SeededGenerator(seed: 18))
        let rules = FaultRules { generator.withLock { Double.random(in: 0..<1, using: &$0) } }
        _ = rules.add(FaultRule(chance: 0.25, .call(CallEffect(.status(500)))))
        for _ in 0..<10_000 {
            _ = rules.number(hitting: try call())
        }
        #expect((2_300...2_700).contains(rules.all[0].hits))
    }

    @Test func `an event is hit by its name, its group and its app`() throws {
        let event = WebhookSubject(app: app, command: afterSendMsg, group: try group("pier"))
        let scopes = [
            FaultScope(app: otherApp), FaultScope(group: try group("dock")), FaultScope(event: "PortraitSet"),
            FaultScope(event: "SendMsg"), FaultScope(app: app, group: try group("pier"), event: "AfterSendMsg"),
            FaultScope(event: afterSendMsg),
        ]
        for scope in scopes {
            _ = rules.add(FaultRule(scope: scope, .webhook(.lose)))
        }
        #expect(rules.hit(event) == WebhookFault(number: 5, effect: .lose))
        _ = rules.drop(5)
        #expect(rules.hit(event) == WebhookFault(number: 6, effect: .lose))
        #expect(!rules.canHitCalls)
        #expect(rules.number(hitting: try call()) == nil)
    }

    @Test func `whether something can be hit follows the rules`() throws {
        #expect(!rules.canHitCalls && !rules.canHitWebhooks)
        let number = try add(count: 1)
        #expect(rules.canHitCalls && !rules.canHitWebhooks)
        _ = rules.number(hitting: try call())
        #expect(!rules.canHitCalls)
        #expect(rules.drop(number)?.hits == 1)
        _ = rules.add(FaultRule(.webhook(.lose)))
        #expect(!rules.canHitCalls && rules.canHitWebhooks)
        rules.dropAll()
        #expect(!rules.canHitWebhooks)
    }

    @Test func `rules are dropped one by one, by app, and all; numbers are not given again`() throws {
        _ = try add()
        _ = try add(FaultScope(app: app))
        _ = try add(FaultScope(app: otherApp))
        #expect(rules.drop(7) == nil)
        #expect(rules.dropAll(of: app) == 1)
        #expect(rules.all.map(\.number) == [1, 3])
        #expect(rules.drop(3)?.number == 3)
        #expect(rules.dropAll() == 1)
        #expect(try add() == 4)
    }

    @Test func `there are so many rules at most, spent ones included`() throws {
        for _ in 0..<FaultRules.maximumCount {
            _ = try add(count: 1)
        }
        _ = rules.number(hitting: try call())
        #expect(rules.add(FaultRule(.webhook(.lose))) == nil)
        _ = rules.drop(1)
        #expect(rules.add(FaultRule(.webhook(.lose)))?.number == FaultRules.maximumCount + 1)
    }

    @Test func `callers side by side get as many hits as the rule has`() async throws {
        _ = try add(count: 500)
        let subject = try call()
        let hits = await withTaskGroup(of: Int.self) { tasks in
            for _ in 0..<8 {
                tasks.addTask { (0..<200).count(where: { _ in rules.number(hitting: subject) != nil }) }
            }
            return await tasks.reduce(0, +)
        }
        #expect(hits == 500)
        #expect(rules.all.map(\.hits) == [500])
    }
}
