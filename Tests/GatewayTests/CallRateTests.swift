import Apps
import Commands
import Testing
import Wire

@testable import Gateway

@Suite("Call rates")
struct CallRateTests {
    private let uptime = ManualUptime()
    private let connection: EmbeddedConnection

    init() throws {
        connection = try EmbeddedConnection(World.server(uptime: { [uptime] in uptime() }))
    }

    private func codes(_ command: CommandName, times: Int = 1, key: Secret = World.key) throws -> [Int] {
        let signature = World.userSig(app: World.limitedApp, key: key)
        let call = GateCase("", 0, path: "/v4/\(command)", app: "\(World.limitedApp)", sig: signature)
        return try connection.exchange(String(repeating: World.post(call.url), count: times)).map(\.code)
    }

    @Test func `a command is refused above its rate, switched off or not, and recovers evenly`() throws {
        #expect(try codes(FakeRunner.read, times: 4) == [10026, 10026, 10026, 60007])
        uptime.advance(by: .milliseconds(330))
        #expect(try codes(FakeRunner.read) == [60007])
        uptime.advance(by: .milliseconds(10))
        #expect(try codes(FakeRunner.read, times: 2) == [10026, 60007])
        uptime.advance(by: .seconds(60))
        #expect(try codes(FakeRunner.read, times: 4) == [10026, 10026, 10026, 60007])
    }

    @Test func `a command has a rate of its own`() throws {
        #expect(try codes(FakeRunner.list, times: 2) == [0, 60007])
        #expect(try codes(FakeRunner.read) == [10026])
        uptime.advance(by: .milliseconds(999))
        #expect(try codes(FakeRunner.list) == [60007])
        uptime.advance(by: .milliseconds(1))
        #expect(try codes(FakeRunner.list) == [0])
    }

    @Test func `the app is refused above the rate of all its commands`() throws {
        #expect(try codes(FakeRunner.login, times: 6) == [0, 0, 0, 0, 0, 60011])
        #expect(try codes(FakeRunner.list) == [60011])
        uptime.advance(by: .milliseconds(200))
        #expect(try codes(FakeRunner.login, times: 2) == [0, 60011])
    }

    @Test func `calls that are not authenticated do not count`() throws {
        #expect(try codes(FakeRunner.list, times: 3, key: "wrong") == [70009, 70009, 70009])
        #expect(try codes(FakeRunner.list) == [0])
    }

    @Test func `other apps are not limited`() throws {
        let answers = try connection.exchange(String(repeating: World.post(), count: 300))
        #expect(answers.allSatisfy { $0.code == 0 })
        #expect(answers.count == 300)
    }

    @Test(arguments: [1, 3, 7, 100, 200, 1_000, 333_333])
    func `a bucket holds the tokens of one second and fills in one second`(rate: Int) {
        let bucket = TokenBucket(rate: rate)
        let attempts = 2 * rate + 10
        let taken = { (seconds: Int) in (0..<attempts).count { _ in bucket.take(uptime: .seconds(seconds)) } }
        // intervals are whole nanoseconds
        let tolerance = rate / 1_000
        #expect((rate...rate + tolerance).contains(taken(5)))
        #expect((rate...rate + tolerance).contains(taken(6)))
        #expect((rate...rate + tolerance).contains(taken(9)))
    }

    @Test func `a bucket gives each token once to many who ask at once`() async {
        let bucket = TokenBucket(rate: 200)
        let taken = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1_000).count { _ in bucket.take(uptime: .zero) } }
            }
            return await group.reduce(0, +)
        }
        #expect(taken == 200)
    }

    @Test(arguments: [
        ("group_open_http_svc/get_appid_group_list", 1), ("group_open_http_svc/create_group", 200),
        ("im_open_login_svc/account_import", 200), ("im_open_login_svc/multiaccount_import", 100),
        ("im_open_login_svc/account_delete", 100), ("im_open_login_svc/account_check", 100),
    ])
    func `the tencent profile has the documented rates`(path: String, rate: Int) throws {
        let name = try #require(CommandRegistry.entries.first { $0.name.description == path }).name
        #expect(CallRates.tencent.limit(of: name) == rate)
    }
}
