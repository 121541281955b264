import Apps
import Commands
import Configuration
import Control
import Foundation
import Gateway
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

    @Test func `without settings the defaults hold`() throws {
        let configuration = try ServerConfiguration.load(flags: [:], environment: [:])
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8080)
        #expect(configuration.tlsPort == 8443)
        #expect(configuration.dataFolder == "./qun-data")
        #expect(!configuration.allowsNewStore)
        #expect(configuration.apps.isEmpty)
        #expect(configuration.common.admins.map(\.text) == ["administrator"])
        #expect(configuration.common.fieldProfile == .seed)
    }

    @Test func `a flag wins over the environment, and that over the file`() throws {
        let file = try folder.write(#"{"port": 1, "tlsPort": 2, "host": "::1", "data": "file"}"#)
        let configuration = try ServerConfiguration.load(
            flags: ["port": .int(3), "config": .string(file)],
            environment: ["QUN_PORT": "4", "QUN_TLS_PORT": "5", "QUN_NO_TLS": "false", "PORT": "6"])
        #expect(configuration.port == 3)
        #expect(configuration.tlsPort == 5)
        #expect(configuration.host == "::1")
        #expect(configuration.dataFolder == "file")
    }

    @Test func `what is answered to the same owner can be said for each app`() throws {
        let file = try folder.write(
            #"{"sameOwnerCode":10021,"apps":{"7":{"secretKey":"k"},"8":{"secretKey":"k","sameOwnerCode":10025}}}"#)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.apps.map(\.sameOwnerCode.rawValue).sorted() == [10021, 10025])
        #expect(configuration.common.sameOwnerCode == .groupIDInUse)
    }

    @Test func `administrators have names of UTF-8, but not in a strict app`() throws {
        let file = try folder.write(
            #"{"admin":["管理员"],"apps":{"7":{"secretKey":"k"},"8":{"secretKey":"k","admin":["root"],"strict":true}}}"#)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.apps.map(\.admins.description).sorted() == ["[root]", "[管理员]"])
    }

    @Test(arguments: [
        #"{"admin":["管理员"],"strict":true}"#, #"{"apps":{"7":{"secretKey":"k","admin":["管理员"],"strict":true}}}"#,
        #"{"admin":["管理员"],"apps":{"7":{"secretKey":"k","strict":true}}}"#, #"{"admin":["管理员 "]}"#,
        #"{"admin":["管理员"],"strict":true,"sdkappid":7,"secretKey":"k"}"#,
    ])
    func `an administrator whom the app would not let in is an error`(text: String) throws {
        let file = try folder.write(text)
        #expect(throws: ConfigurationError.self) {
            try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        }
    }

    @Test func `a new store is allowed by a flag, the environment or the file`() throws {
        let file = try folder.write(#"{"newStore": true}"#)
        let sources: [(flags: [String: ConfigContent], environment: [String: String])] = [
            (["newStore": .bool(true)], [:]), ([:], ["QUN_NEW_STORE": "true"]), (["config": .string(file)], [:]),
        ]
        for (flags, environment) in sources {
            let configuration = try ServerConfiguration.load(flags: flags, environment: environment)
            #expect(configuration.allowsNewStore)
        }
    }

    // MARK: Store

    @Test func `the store is in the data folder, or at an address from a flag, the environment or the file`() throws {
        #expect(try load().store.address == nil)
        #expect(try load().store.connectionCount == 0)
        let file = try folder.write(
            #"{"store":"postgresql://db.example/three","postgres":{"lanes":2,"readers":32}}"#)
        let environment = ["QUN_STORE": "postgres://db.example/two", "QUN_POSTGRES_LANES": "1"]
        #expect(try load(["config": .string(file)]).store.address == "postgresql://db.example/three")
        #expect(try load(["config": .string(file)]).store.connectionCount == 39)
        #expect(try load(["config": .string(file)], environment).store.address == "postgres://db.example/two")
        #expect(try load(["config": .string(file)], environment).store.connectionCount == 38)
        let flags: [String: ConfigContent] = ["config": .string(file), "store": .string("postgres://db.example/one")]
        #expect(try load(flags, environment).store.address == "postgres://db.example/one")
        #expect(try load(["store": .string("postgres://db.example/one")]).store.connectionCount == 13)
    }

    @Test(arguments: [
        ("mysql://u:hush@db/x", "store in the flags must begin with postgres:// or postgresql://, not with mysql://"),
        ("u:hush://db", "store in the flags must begin with postgres:// or postgresql://"),
        ("hushhushhushhushh://db", "store in the flags must begin with postgres:// or postgresql://"),
        ("host=db password=hush", "store in the flags must begin with postgres:// or postgresql://"),
        ("", "store in the flags is empty"),
    ])
    func `of a wrong address of the store no more is shown than its scheme`(address: String, words: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try load(["store": .string(address)]) }
        #expect(error?.description == words)
    }

    @Test(arguments: [
        ["QUN_POSTGRES_LANES": "2"], ["QUN_STORE": "postgres://db/x", "QUN_POSTGRES_READERS": "0"],
        ["QUN_STORE": "postgres://db/x", "QUN_NEW_STORE": "true"],
    ])
    func `settings of a store that do not go together are errors`(environment: [String: String]) throws {
        #expect(throws: ConfigurationError.self) { try load([:], environment) }
    }

    @Test func `a file with the address of a store is one with secrets`() throws {
        let file = try folder.write(#"{"store":"postgres://db.example/x"}"#)
        #expect(try load(["config": .string(file)]).secretFiles == [file])
    }

    private func load(
        _ flags: [String: ConfigContent] = [:], _ environment: [String: String] = [:]
    ) throws -> ServerConfiguration {
        try ServerConfiguration.load(flags: flags, environment: environment)
    }

    @Test func `one app can be described in the environment`() throws {
        let configuration = try ServerConfiguration.load(
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

    @Test func `several apps take from the top what they do not say themselves`() throws {
        let file = try folder.write(
            """
            {"legacyNames": true, "limits": {"bodyBytes": 2048}, "apps": {
              "1400000001": {"secretKey": "one", "admin": ["a", "b"], "legacyNames": false},
              "1400000002": {"secretKey": "two", "groupFields": ["x"], "memberFields": {"Public": ["seat"]},
                             "groupCounters": false, "profileFields": ["Hobby", "Rank:readOnly"]}}}
            """)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.limits.maximumBodyBytes == 2_048)
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
        (#"{"sdkappid": 5, "secretKey": "k", "apps": {"6": {}}}"#, "apps"), (#"{"admin": ["é "]}"#, "admin"),
        (#"{"sameOwnerCode": 10022}"#, "10025 or 10021"), (#"{"sameOwnerCode": "x"}"#, "sameOwnerCode"),
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
    func `a wrong file is refused, naming the setting`(text: String, named: String) throws {
        let file = try folder.write(text)
        #expect {
            try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        } throws: { error in
            (error as? ConfigurationError)?.description.contains(named) == true
        }
    }

    @Test func `a wrong variable is refused and does not fall through to the file`() throws {
        let file = try folder.write(#"{"port": 1}"#)
        #expect(throws: ConfigurationError.self) {
            try ServerConfiguration.load(
                flags: ["config": .string(file)], environment: ["QUN_PORT": "eighty"])
        }
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("localhost", true), ("::1", true), ("0.0.0.0", false), ("10.0.0.1", false),
        ("127.example.com", false),
    ])
    func `loopback addresses are known`(host: String, isLoopback: Bool) throws {
        let configuration = try ServerConfiguration.load(flags: ["host": .string(host)], environment: [:])
        #expect(configuration.isLoopback == isLoopback)
    }

    @Test func `calls have rates where a profile or a number says so`() throws {
        let file = try folder.write(
            """
            {"rateProfile": "tencent", "rates": {"total": 500}, "apps": {
              "1": {"secretKey": "k", "rates": {"group_open_http_svc/get_appid_group_list": 5, "standard": 300, "total": 0}},
              "2": {"secretKey": "k", "rateProfile": "none"}, "3": {"secretKey": "k"}}}
            """)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        let rates = configuration.apps.map(\.rates)
        let list = CommandName(service: .groupOpen, command: "get_appid_group_list")
        let create = CommandName(service: .groupOpen, command: "create_group")
        #expect(rates.map { $0.limit(of: list) } == [5, nil, 1])
        #expect(rates.map { $0.limit(of: create) } == [300, nil, 200])
        #expect(rates.map(\.total) == [nil, nil, 500])
    }

    @Test func `there is a control port on loopback, which need not be there`() throws {
        let usual = try #require(try load().control)
        #expect(usual.address == "127.0.0.1")
        #expect(usual.port == 8081)
        #expect(!usual.isPortChosen)
        #expect(usual.token == nil)
        #expect(usual.hosts.isEmpty)
        #expect(usual.callCount == 1_000)
        #expect(try load([:], ["QUN_NO_CONTROL": "true"]).control == nil)
    }

    @Test func `a control port for other machines has a token`() throws {
        let settings = try #require(
            try load(
                [:],
                [
                    "QUN_CONTROL_PORT": "9", "QUN_CONTROL_ADDRESS": "0.0.0.0", "QUN_CONTROL_TOKEN": "0123456789abcdef",
                    "QUN_CONTROL_HOSTS": "qun.internal,qun", "QUN_CONTROL_CALLS": "7",
                ]
            ).control)
        #expect(settings.address == "0.0.0.0")
        #expect(settings.port == 9)
        #expect(settings.isPortChosen)
        #expect(settings.callCount == 7)
        #expect(settings.token?.revealed == "0123456789abcdef")
        #expect(settings.hosts == ["qun.internal", "qun"])
    }

    @Test(arguments: [
        (["QUN_CONTROL_ADDRESS": "0.0.0.0"], "QUN_CONTROL_TOKEN"),
        (["QUN_CONTROL_ADDRESS": "::"], "needs a control.token"),
        (["QUN_CONTROL_ADDRESS": "10.1.2.3", "QUN_DEMO": "true"], "needs a control.token"),
        (["QUN_CONTROL_TOKEN": "0123456789abcde"], "at least 16"),
        (["QUN_CONTROL_TOKEN": "0123456789 abcdef"], "visible characters"),
        (["QUN_CONTROL_PORT": "8443"], "a port of the API already"),
        (["QUN_CONTROL_PORT": "8080"], "a port of the API already"),
        (["QUN_CONTROL_PORT": "65536"], "control.port"),
        (["QUN_CONTROL_CALLS": "100001"], "control.calls"),
        (["QUN_NO_CONTROL": "true", "QUN_CONTROL_PORT": "1"], "noControl"),
    ])
    func `a control port that cannot be is refused in words`(environment: [String: String], words: String) throws {
        let error = #expect(throws: ConfigurationError.self) { try load([:], environment) }
        #expect(error?.description.contains(words) == true)
        #expect(error?.description.contains("0123456789") == false)
    }

    @Test func `without settings calls have no rates`() throws {
        let configuration = try ServerConfiguration.load(flags: [:], environment: [:])
        #expect(configuration.common.rates == .unlimited)
    }

    @Test func `the environment names a profile of rates`() throws {
        let configuration = try ServerConfiguration.load(flags: [:], environment: ["QUN_RATE_PROFILE": "tencent"])
        #expect(configuration.common.rates == .tencent)
    }

    @Test func `apps keep messages as a profile says or a number`() throws {
        let file = try folder.write(
            #"""
            {"messageProfile": "tencent", "apps": {
              "1": {"secretKey": "k",
                    "messages": {"historyDays": 0, "historyCount": 7, "messagesPerSecond": 8, "broadcastsPerSecond": 9,
                                 "contentBytes": 2000, "recall": false, "tips": true}},
              "2": {"secretKey": "k", "messageProfile": "none"}, "3": {"secretKey": "k"}}}
            """#)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        var own = MessageLimits()
        own.historyCount = 7
        own.messagesPerSecond = 8
        own.broadcastsPerSecond = 9
        own.contentBytes = 2_000
        own.hasRecall = false
        own.keepsTips = true
        #expect(configuration.apps.map(\.messages) == [own, MessageLimits(), MessageProfile.tencent.limits])
    }

    @Test func `apps have the quotas of a plan or a number`() throws {
        let file = try folder.write(
            """
            {"planProfile": "trial", "apps": {
              "1": {"secretKey": "k",
                    "plan": {"groups": 0, "avChatRooms": 7, "dailyGroups": 8, "groupsPerAccount": 9, "members": 10}},
              "2": {"secretKey": "k", "planProfile": "pro"}, "3": {"secretKey": "k", "planProfile": "none"},
              "4": {"secretKey": "k"}}}
            """)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        var own = PlanLimits()
        own.avChatRooms = 7
        own.dailyGroups = 8
        own.groupsPerAccount = 9
        own.members = 10
        let plans = [own, PlanProfile.pro.limits, .unlimited, PlanProfile.trial.limits]
        #expect(configuration.apps.map(\.plan) == plans)
    }

    @Test func `without settings there are no quotas`() throws {
        let configuration = try ServerConfiguration.load(flags: [:], environment: [:])
        #expect(configuration.common.plan == .unlimited)
    }

    @Test(
        arguments: [
            ("urlBytes", \GatewayLimits.maximumURLBytes), ("headerBytes", \.maximumHeaderBytes),
            ("headerCount", \.maximumHeaderCount), ("bodyBytes", \.maximumBodyBytes),
            ("connections", \.maximumConnections), ("connectionsPerAddress", \.maximumConnectionsPerAddress),
            ("failedSignatures", \.failedSignatures.maximumFailures),
        ] as [(String, any KeyPath<GatewayLimits, Int> & Sendable)])
    func `a limit of the gateway is read under its name`(
        name: String, limit: any KeyPath<GatewayLimits, Int> & Sendable
    ) throws {
        let file = try folder.write(#"{"limits": {"\#(name)": 4321}}"#)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.limits[keyPath: limit] == 4321)
    }

    @Test(
        arguments: [
            ("idleTimeout", \GatewayLimits.idleTimeout), ("handshakeTimeout", \.handshakeTimeout),
            ("headerTimeout", \.headerTimeout), ("bodyTimeout", \.bodyTimeout), ("shutdownTimeout", \.shutdownTimeout),
        ] as [(String, any KeyPath<GatewayLimits, Duration> & Sendable)])
    func `a time of the gateway is read in seconds`(
        name: String, limit: any KeyPath<GatewayLimits, Duration> & Sendable
    ) throws {
        let file = try folder.write(#"{"limits": {"\#(name)": 321}}"#)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.limits[keyPath: limit] == .seconds(321))
    }

    @Test func `failed signatures are not limited by 0`() throws {
        let file = try folder.write(#"{"limits": {"failedSignatures": 0}}"#)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.limits.failedSignatures.maximumFailures == .max)
    }

    @Test func `strict apps get the older limits`() throws {
        let configuration = try ServerConfiguration.load(flags: ["strict": .bool(true)], environment: [:])
        #expect(configuration.common.limits.nameBytes == 30)
    }

    // MARK: What is not taken silently

    private func refusal(
        of text: String? = nil, flags: [String: ConfigContent] = [:], environment: [String: String] = [:]
    ) throws -> String {
        let file = try text.map { ["config": ConfigContent.string(try folder.write($0))] } ?? [:]
        let error = #expect(throws: ConfigurationError.self) {
            try ServerConfiguration.load(flags: flags.merging(file) { $1 }, environment: environment)
        }
        return error?.description ?? ""
    }

    @Test(arguments: [
        // one app by two names
        (#"{"apps": {"7": {}, "07": {}}}"#, "apps.07"), (#"{"apps": {"+7": {}}}"#, "apps.+7"),
        (#"{"apps": {"7": {}, "7": {}}}"#, "apps.7 in the file"),
        // keys that are given twice
        (#"{"port": 1, "port": 2}"#, "port in the file"),
        (#"{"limits": {"bodyBytes": 2048, "bodyBytes": 2048}}"#, "limits.bodyBytes"),
        (#"{"apps": {"5": {"rates": {"total": 1, "tota\u006c": 2}}}}"#, "apps.5.rates.total"),
        // names of nothing
        (#"{"memberFields": {"Publik": ["a"]}}"#, "did you mean memberFields.Public?"),
        (#"{"memberFields": 5}"#, "memberFields"),
        (#"{"apps": {"5": {"secretkey": "k"}}}"#, "did you mean apps.5.secretKey?"), (#"{"limit": {}}"#, "limit"),
        (#"{"apps": {"5": {"limits": {}}}}"#, "apps.5.limits"), (#"{"limits.bodyBytes": 2048}"#, "limits.bodyBytes"),
        (#"{"config": "x"}"#, "config in"), (#"{"rates": {"group_open_http_svc/create_grup": 1}}"#, "create_group?"),
        // keys that no field can have, and lists with too many or too few
        (#"{"groupFields": ["a b"]}"#, "a b"), (#"{"groupFields": [""]}"#, "groupFields"),
        (#"{"groupFields": ["seventeen_letters"]}"#, "seventeen_letters"),
        (#"{"memberFields": {"Public": ["é"]}}"#, "Public"),
        (#"{"memberFields": {"Work": ["a"], "Private": ["a"]}}"#, "Private and Work"),
        (#"{"groupFields": ["a", "a"]}"#, "groupFields"), (#"{"admin": ["a", "a"]}"#, "admin"),
        (#"{"admin": []}"#, "admin"),
        (#"{"admin": [""]}"#, "admin"), (#"{"profileFields": ["Rank", "Rank:readOnly"]}"#, "Rank"),
        (#"{"disabledCommands": ["openim/querystate", "openim/querystate"]}"#, "openim/querystate"),
        // other types than the setting's
        (#"{"port": true}"#, "port"), (#"{"port": 8080.5}"#, "port"), (#"{"port": null}"#, "port in the file"),
        (#"{"port": 18446744073709551615}"#, "port"), (#"{"port": {}}"#, "port"), (#"{"strict": 1}"#, "strict"),
        (#"{"host": 5}"#, "host"), (#"{"host": ""}"#, "host in the file"), (#"{"data": ""}"#, "data"),
        (#"{"sdkappid": 5, "secretKey": ""}"#, "secretKey"), (#"{"admin": "root"}"#, "admin"),
        (#"{"admin": ["a", 5]}"#, "admin"),
        (#"{"apps": []}"#, "apps"), (#"{"apps": null}"#, "apps"), (#"{"logLevel": "loud"}"#, "trace, debug"),
        // what is no JSON text
        (#"{"port": 1} x"#, "line 1"), ("{\n\"port\": 1,\n}", "line 3"), ("{'port': 1}", "line 1"), ("", "line 1"),
        (#"{"host": "\ud800"}"#, "line 1"),
        // settings that contradict each other
        (#"{"noTls": true, "tlsCertificate": "c", "tlsKey": "k"}"#, "tlsCertificate"),
        (#"{"noTls": true, "tlsPort": 1}"#, "tlsPort"),
        (#"{"port": 5, "tlsPort": 5}"#, "tlsPort"), (#"{"port": 8443}"#, "8443"),
        (#"{"demo": true, "sdkappid": 1400001001, "secretKey": "k"}"#, "demo"),
    ])
    func `what a file says in vain is refused, naming the place`(text: String, named: String) throws {
        let refusal = try refusal(of: text)
        #expect(refusal.contains(named), "\(refusal)")
    }

    @Test func `all that is wrong is told at once, with its line and column`() throws {
        let refusal = try refusal(
            of: """
                {
                  "prot": 80,
                  "tlsPort": "x", "é": 1, "port": 99999,
                  "limits": {"bodyByte": 5, "idleTimeout": 0},
                  "webhooks": {"url": "http://a", "timeout": "soon"},
                  "admin": ["a", 5],
                  "apps": {"5": {"secretKey": "k", "strict": 7}, "6": {}}
                }
                """, environment: ["QUN_PRT": "1"])
        let lines = refusal.replacing("the file \(folder.path)/settings.json", with: "F").split(separator: "\n")
        #expect(
            lines
                == [
                    "admin in F (line 6, column 3) must be a list of texts, and holds a number",
                    "limits.bodyByte in F (line 4, column 14) is not a setting; did you mean limits.bodyBytes?",
                    "prot in F (line 2, column 3) is not a setting; did you mean port?",
                    "é in F (line 3, column 19) is not a setting; docs/configuration.md lists all settings",
                    "QUN_PRT in the environment is not a setting; did you mean QUN_PORT?",
                    "webhooks.timeout in F (line 5, column 35) must be a time from 0.1 seconds to 60.0 seconds, as 2s or 500ms",
                    "port in F (line 3, column 27) must be from 0 to 65535",
                    "tlsPort in F (line 3, column 3) must be a whole number",
                    "limits.idleTimeout in F (line 4, column 29) must be from 1 to 86400",
                    "apps.5.strict in F (line 7, column 36) must be true or false",
                    "apps.6 needs a secretKey, or a secretKeyFile that holds it: the text that the app's UserSigs are made with",
                ])
    }

    @Test func `settings that hang together are no second fault where one of them is wrong`() throws {
        #expect(try refusal(of: #"{"sdkappid": 5, "secretKey": ""}"#).hasSuffix("is empty"))
        #expect(try refusal(of: #"{"tlsCertificate": 5, "tlsKey": "k"}"#).hasSuffix("must be a text"))
    }

    @Test(arguments: [#"{"apps": {"5": {}}}"#, #"{"apps": {"5": {"admin": ["a"]}}}"#, #"{"sdkappid": 5}"#])
    func `an app without a key is refused, unless nobody needs one`(text: String) throws {
        #expect(try refusal(of: text).contains("needs a secretKey"))
        let configuration = try ServerConfiguration.load(
            flags: ["config": .string(try folder.write(text))], environment: [:], keyFiles: nil)
        #expect(configuration.apps.map(\.sdkAppID.number) == [5])
    }

    @Test func `of all settings it is known what they are and where that comes from`() throws {
        let file = try folder.write(#"{"host": "::1", "apps": {"5": {"secretKey": "k", "strict": true}}}"#)
        let settings = try ServerConfiguration.load(
            flags: ["config": .string(file), "port": .int(9)], environment: ["QUN_CONTROL_TOKEN": "0123456789abcdef"]
        ).allSettings
        let shown = Dictionary(uniqueKeysWithValues: settings.map { ($0.name, [$0.value, $0.source]) })
        #expect(shown["port"] == ["9", "flags"])
        #expect(shown["host"] == ["::1", "file \(file)"])
        #expect(shown["control.token"] == ["(set)", "environment"])
        #expect(shown["apps.5.secretKey"] == ["(set)", "file \(file)"])
        #expect(shown["apps.5.strict"] == ["true", "file \(file)"])
        #expect(shown["tlsPort"] == ["8443", "default"])
        #expect(shown["limits.bodyBytes"] == ["1048576", "default"])
        #expect(shown["admin"] == ["administrator", "default"])
        #expect(shown["sameOwnerCode"] == ["10025", "default"])
        #expect(shown["store"] == ["(not set)", "default"])
        #expect(shown["seed"] == ["(not given)", "default"])
        #expect(settings.map(\.name) == settings.map(\.name).sorted())
    }

    // MARK: Keys in files

    @Test func `a key may be in a file, whose end of line does not count`() throws {
        for (number, text) in [(1, "key"), (2, "key\n"), (3, "key\r\n")] {
            let keyFile = folder.path + "/key\(number)"
            try Data(text.utf8).write(to: URL(fileURLWithPath: keyFile))
            let sources: [(flags: [String: ConfigContent], environment: [String: String])] = [
                (["sdkappid": .int(5), "secretKeyFile": .string(keyFile)], [:]),
                ([:], ["QUN_SDKAPPID": "5", "QUN_SECRET_KEY_FILE": keyFile]),
                (["config": .string(try folder.write(#"{"apps": {"5": {"secretKeyFile": "\#(keyFile)"}}}"#))], [:]),
            ]
            for (flags, environment) in sources {
                let configuration = try load(flags, environment)
                #expect(configuration.apps.map(\.secretKey) == ["key"])
                #expect(configuration.secretFiles.contains(keyFile))
            }
        }
    }

    @Test(arguments: [
        ("", "is empty"), ("\n", "is empty"), ("one\ntwo\n", "more than one line"),
        (String(repeating: "k", count: 65_537), "more than 65536 bytes"),
    ])
    func `a file that holds no key is refused`(text: String, words: String) throws {
        let keyFile = folder.path + "/key"
        try Data(text.utf8).write(to: URL(fileURLWithPath: keyFile))
        let refusal = try refusal(flags: ["sdkappid": .int(5), "secretKeyFile": .string(keyFile)])
        #expect(refusal.contains(words) && refusal.contains(keyFile) && !refusal.contains("two"))
    }

    @Test func `a file of a key that cannot be read says why`() throws {
        let missing = ["sdkappid": .int(5), "secretKeyFile": .string(folder.path + "/none")] as [String: ConfigContent]
        #expect(try refusal(flags: missing).contains("it is not there"))
        let isFolder = ["sdkappid": .int(5), "secretKeyFile": .string(folder.path)] as [String: ConfigContent]
        #expect(try refusal(flags: isFolder).contains("it is a folder"))
        #expect(try ServerConfiguration.load(flags: missing, environment: [:], keyFiles: nil).apps.count == 1)
    }

    @Test(arguments: [
        #"{"sdkappid": 5, "secretKey": "k", "secretKeyFile": "f"}"#,
        #"{"apps": {"5": {"secretKey": "k", "secretKeyFile": "f"}}}"#,
    ])
    func `a key and a file of it are refused together`(text: String) throws {
        #expect(try refusal(of: text).contains("secretKey and secretKeyFile cannot both be given"))
    }

    @Test func `a file that is not UTF-8 is refused`() throws {
        let file = try folder.write("")
        try Data([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]).write(to: URL(fileURLWithPath: file))
        #expect(try refusal(flags: ["config": .string(file)]).contains("UTF-8"))
    }

    @Test(arguments: [
        (["QUN_PROT": "1"], "did you mean QUN_PORT?"), (["QUN_SECRETKEY": "k"], "did you mean QUN_SECRET_KEY?"),
        (["QUN_LIMITS_BODYBYTES": "2048"], "did you mean QUN_LIMITS_BODY_BYTES?"),
        (["QUN_SERVICE_HOST": "10.0.0.1"], "QUN_SERVICE_HOST"),
        (["QUN_APPS_5_SECRET_KEY": "k"], "QUN_APPS_5_SECRET_KEY"), (["QUN_": "1"], "QUN_"),
        (["QUN_DATA": ""], "data in the environment"),
        (["QUN_ADMIN": "root,root"], "admin in the environment"), (["QUN_ADMIN": "root,"], "admin"),
        (["QUN_NO_TLS": "2"], "noTls"),
    ])
    func `what the environment says in vain is refused, naming the place`(variables: [String: String], named: String)
        throws
    {
        let refusal = try refusal(environment: variables)
        #expect(refusal.contains(named), "\(refusal)")
    }

    @Test(
        arguments: [
            (["data": .string("")], "data in the flags"), (["admin": .stringArray([""])], "admin"),
            (["config": .string("")], "config"),
            (["admin": .stringArray(["a", "a"])], "admin in the flags"),
        ] as [([String: ConfigContent], String)])
    func `empty and repeated flags are refused, naming the place`(flags: [String: ConfigContent], named: String) throws
    {
        let refusal = try refusal(flags: flags)
        #expect(refusal.contains(named), "\(refusal)")
    }

    @Test func `an app of the flags and apps of the file are refused together`() throws {
        let flags: [String: ConfigContent] = ["sdkappid": .int(5), "secretKey": .string("k")]
        #expect(try refusal(of: #"{"apps": {"6": {}}}"#, flags: flags).contains("apps"))
    }

    @Test func `every setting that the environment may hold is known there`() throws {
        let file = try folder.write(#"{"apps": {"5": {}}}"#)
        let configuration = try ServerConfiguration.load(
            flags: [:],
            environment: [
                "QUN_CONFIG": file, "QUN_APPS_5_SECRET_KEY": "k", "QUN_MEMBER_FIELDS_WORK": "seat,row",
                "QUN_RATES_GROUP_OPEN_HTTP_SVC_CREATE_GROUP": "7", "QUN_PLAN_MEMBERS": "8",
                "QUN_MESSAGES_HISTORY_DAYS": "9",
                "QUN_LIMITS_BODY_BYTES": "2048", "PATH": "/bin", "QUNX": "1",
            ])
        let app = try #require(configuration.apps.first)
        #expect(app.secretKey == "k")
        #expect(app.declaredMemberFields == [.work: ["seat", "row"]])
        #expect(app.rates.limit(of: CommandName(service: .groupOpen, command: "create_group")) == 7)
        #expect((app.plan.members, app.messages.historyDays, configuration.limits.maximumBodyBytes) == (8, 9, 2_048))
    }

    @Test func `the file is a secret where it holds a key, and so is the key of TLS`() throws {
        let file = try folder.write(
            #"{"tlsCertificate": "c.pem", "tlsKey": "k.pem", "apps": {"5": {"secretKey": "k"}}}"#)
        let configuration = try ServerConfiguration.load(flags: ["config": .string(file)], environment: [:])
        #expect(configuration.secretFiles == ["k.pem", file])
        let open = try folder.write(#"{"port": 5}"#)
        #expect(try ServerConfiguration.load(flags: ["config": .string(open)], environment: [:]).secretFiles.isEmpty)
    }
}

extension StoreSettings {
    /// The address of the database; `nil` for a store in the data folder.
    fileprivate var address: Secret? {
        guard case .postgres(let address, _) = self else {
            return nil
        }
        return address
    }
}
