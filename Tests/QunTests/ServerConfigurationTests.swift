import Commands
import Configuration
import Foundation
import Groups
import Storage
import Testing
import Wire

@testable import qun

@Suite("Server configuration")
struct ServerConfigurationTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `without settings the defaults hold`() async throws {
        let configuration = try await ServerConfiguration.load(flags: [:], environment: [:])
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8080)
        #expect(configuration.tlsPort == 8443)
        #expect(configuration.dataFolder == "./qun-data")
        #expect(configuration.apps.isEmpty)
        #expect(configuration.common.admins.map(\.text) == ["administrator"])
        #expect(configuration.common.fieldProfile == .seed)
    }

    @Test func `a flag wins over the environment, and that over the file`() async throws {
        let file = try folder.write(#"{"port": 1, "tlsPort": 2, "host": "::1", "data": "file"}"#)
        let configuration = try await ServerConfiguration.load(
            flags: ["port": .int(3), "config": .string(file)],
            environment: ["QUN_PORT": "4", "QUN_TLS_PORT": "5", "QUN_NO_TLS": "false", "PORT": "6"])
        #expect(configuration.port == 3)
        #expect(configuration.tlsPort == 5)
        #expect(configuration.host == "::1")
        #expect(configuration.dataFolder == "file")
    }

    @Test func `one app can be described in the environment`() async throws {
        let configuration = try await ServerConfiguration.load(
            flags: [:],
            environment: [
                "QUN_SDKAPPID": "1400123456", "QUN_SECRET_KEY": "key", "QUN_ADMIN": "root,backend",
                "QUN_AUTO_IMPORT_ACCOUNTS": "true", "QUN_STRICT": "true", "QUN_LEGACY_NAMES": "true",
                "QUN_FIELD_PROFILE": "current", "QUN_DISABLED_COMMANDS": "group_open_http_svc/destroy_group",
            ])
        let app = try #require(configuration.apps.first)
        #expect(app.sdkAppID == SDKAppID(1_400_123_456))
        #expect(app.secretKey == "key")
        #expect(app.admins.map(\.text) == ["root", "backend"])
        #expect(app.accountPolicy == .importOnSight)
        #expect(app.isStrict)
        #expect(app.limits == .strict)
        #expect(app.answersLegacyNames)
        #expect(app.fieldProfile == .current)
        #expect(app.disabledCommands == [CommandName(service: .groupOpen, command: "destroy_group")])
    }

    @Test func `several apps take from the top what they do not say themselves`() async throws {
        let file = try folder.write(
            """
            {"legacyNames": true, "limits": {"bodyBytes": 2048}, "apps": {
              "1400000001": {"secretKey": "one", "admin": ["a", "b"], "legacyNames": false},
              "1400000002": {"secretKey": "two", "groupFields": ["x"], "memberFields": {"Public": ["seat"]},
                             "groupCounters": false, "profileFields": ["Hobby", "Rank:readOnly"]}}}
            """)
        let configuration = try await ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.limits.bodyBytes == 2_048)
        #expect(configuration.apps.map(\.sdkAppID.number) == [1_400_000_001, 1_400_000_002])
        #expect(configuration.apps.map(\.secretKey) == ["one", "two"])
        #expect(configuration.apps.map(\.answersLegacyNames) == [false, true])
        #expect(configuration.apps.map(\.admins.count) == [2, 1])
        #expect(configuration.apps[1].declaredProfileFields == ["Hobby": .readWrite, "Rank": .readOnly])
        #expect(configuration.apps.map(\.hasGroupCounters) == [true, false])
        #expect(configuration.apps[1].declaredGroupFields == ["x"])
        #expect(configuration.apps[1].declaredMemberFields == [.public: ["seat"]])
    }

    @Test(arguments: [
        ("[]", "JSON object"), ("{", "JSON object"), (#"{"prot": 1}"#, "prot"), (#"{"port": "x"}"#, "port"),
        (#"{"port": 70000}"#, "port"), (#"{"limits": {"bodyByte": 1}}"#, "bodyByte"), (#"{"limits": 5}"#, "limits"),
        (#"{"apps": {"x": {"secretKey": "k"}}}"#, "apps.x"), (#"{"apps": {"0": {}}}"#, "apps.0"),
        (#"{"apps": {"5": []}}"#, "apps.5"), (#"{"apps": {"5": {"key": "k"}}}"#, "key"),
        (#"{"sdkappid": 5}"#, "secretKey"), (#"{"secretKey": "k"}"#, "sdkappid"),
        (#"{"sdkappid": 5, "secretKey": "k", "apps": {"6": {}}}"#, "apps"), (#"{"admin": ["é"]}"#, "admin"),
        (#"{"fieldProfile": "all"}"#, "fieldProfile"), (#"{"disabledCommands": ["x"]}"#, "disabledCommands"),
        (#"{"rateProfile": "fast"}"#, "rateProfile"), (#"{"rates": {"openim/x": 1}}"#, "openim/x"),
        (#"{"rates": {"total": -1}}"#, "rates.total"), (#"{"apps": {"5": {"rates": {"all": 1}}}}"#, "all"),
        (#"{"planProfile": "gold"}"#, "planProfile"), (#"{"plan": {"members": -1}}"#, "plan.members"),
        (#"{"profileFields": ["Hobby:all"]}"#, "Hobby:all"), (#"{"profileFields": ["Hobby1"]}"#, "Hobby1"),
        (#"{"profileFields": ["ninechars"]}"#, "ninechars"), (#"{"profileFields": [""]}"#, "profileFields"),
        (#"{"messageProfile": "x"}"#, "messageProfile"), (#"{"messages": {"recall": "x"}}"#, "messages.recall"),
        (#"{"messages": {"contentBytes": 5}}"#, "messages.contentBytes"), (#"{"messages": {"days": 1}}"#, "days"),
        (#"{"plan": {"seats": 1}}"#, "seats"), (#"{"tlsKey": "k"}"#, "tlsCertificate"),
        (#"{"noTls": "maybe"}"#, "noTls"),
    ])
    func `a wrong file is refused, naming the setting`(text: String, named: String) async throws {
        let file = try folder.write(text)
        await #expect {
            try await ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        } throws: { error in
            (error as? ConfigurationError)?.description.contains(named) == true
        }
    }

    @Test func `a wrong variable is refused and does not fall through to the file`() async throws {
        let file = try folder.write(#"{"port": 1}"#)
        await #expect(throws: ConfigurationError.self) {
            try await ServerConfiguration.load(
                flags: ["config": .string(file)], environment: ["QUN_PORT": "eighty"])
        }
    }

    @Test(arguments: [("127.0.0.1", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("10.0.0.1", false)])
    func `loopback addresses are known`(host: String, isLoopback: Bool) async throws {
        let configuration = try await ServerConfiguration.load(flags: ["host": .string(host)], environment: [:])
        #expect(configuration.isLoopback == isLoopback)
    }

    @Test func `calls have rates where a profile or a number says so`() async throws {
        let file = try folder.write(
            """
            {"rateProfile": "tencent", "rates": {"total": 500}, "apps": {
              "1": {"rates": {"group_open_http_svc/get_appid_group_list": 5, "standard": 300, "total": 0}},
              "2": {"rateProfile": "none"}, "3": {}}}
            """)
        let configuration = try await ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        let rates = configuration.apps.map(\.rates)
        let list = CommandName(service: .groupOpen, command: "get_appid_group_list")
        let create = CommandName(service: .groupOpen, command: "create_group")
        #expect(rates.map { $0.limit(of: list) } == [5, nil, 1])
        #expect(rates.map { $0.limit(of: create) } == [300, nil, 200])
        #expect(rates.map(\.total) == [nil, nil, 500])
    }

    @Test func `without settings calls have no rates`() async throws {
        let configuration = try await ServerConfiguration.load(flags: [:], environment: [:])
        #expect(configuration.common.rates == .unlimited)
    }

    @Test func `the environment names a profile of rates`() async throws {
        let configuration = try await ServerConfiguration.load(flags: [:], environment: ["QUN_RATE_PROFILE": "tencent"])
        #expect(configuration.common.rates == .tencent)
    }

    @Test func `apps keep messages as a profile says or a number`() async throws {
        let file = try folder.write(
            #"""
            {"messageProfile": "tencent", "apps": {
              "1": {"messages": {"historyDays": 0, "historyCount": 7, "messagesPerSecond": 8, "broadcastsPerSecond": 9,
                                 "contentBytes": 2000, "recall": false}},
              "2": {"messageProfile": "none"}, "3": {}}}
            """#)
        let configuration = try await ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        var own = MessageLimits()
        own.historyCount = 7
        own.messagesPerSecond = 8
        own.broadcastsPerSecond = 9
        own.contentBytes = 2_000
        own.hasRecall = false
        #expect(configuration.apps.map(\.messages) == [own, MessageLimits(), MessageProfile.tencent.limits])
    }

    @Test func `apps have the quotas of a plan or a number`() async throws {
        let file = try folder.write(
            """
            {"planProfile": "trial", "apps": {
              "1": {"plan": {"groups": 0, "avChatRooms": 7, "dailyGroups": 8, "groupsPerAccount": 9, "members": 10}},
              "2": {"planProfile": "pro"}, "3": {"planProfile": "none"}, "4": {}}}
            """)
        let configuration = try await ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        var own = PlanLimits()
        own.avChatRooms = 7
        own.dailyGroups = 8
        own.groupsPerAccount = 9
        own.members = 10
        let plans = [own, PlanProfile.pro.limits, .unlimited, PlanProfile.trial.limits]
        #expect(configuration.apps.map(\.plan) == plans)
    }

    @Test func `without settings there are no quotas`() async throws {
        let configuration = try await ServerConfiguration.load(flags: [:], environment: [:])
        #expect(configuration.common.plan == .unlimited)
    }

    @Test func `strict apps get the older limits`() async throws {
        let configuration = try await ServerConfiguration.load(flags: ["strict": .bool(true)], environment: [:])
        #expect(configuration.common.limits.nameBytes == 30)
    }
}
