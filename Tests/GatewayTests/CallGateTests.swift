import Testing
import Wire

@testable import Gateway

/// One request with a fault, and with all faults behind it in the order of checks.
struct GateCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: Int
    let method: String
    let url: String

    /// - Parameter query: the parameters; `usersig` is added unless `sig` is `nil`.
    init(
        _ description: String, _ code: Int, method: String = "POST",
        path: String = "/v4/group_open_http_svc/get_group_info", app: String? = "\(World.app)",
        identifier: String? = "administrator", sig: String? = World.userSig(),
        rest: String = "random=1&contenttype=json"
    ) {
        testDescription = description
        self.code = code
        self.method = method
        let parameters = [("sdkappid", app), ("identifier", identifier), ("usersig", sig)].compactMap { name, value in
            value.map { "\(name)=\($0)" }
        }
        url = path + "?" + (parameters + [rest]).joined(separator: "&")
    }

    private static let wrongKey = World.userSig(key: "wrong")
    private static let expired = World.userSig(time: UnixTime(seconds: World.now.seconds - 86_401))
    private static let unknownService = "/v4/nobody_http_svc/get_group_info"
    private static let unknownCommand = "/v4/group_open_http_svc/get_group_inf"

    static let all = [
        GateCase("accepted", 0),
        GateCase("path", 60002, path: "/v4/group_open_http_svc", app: nil),
        GateCase("no service", 60002, path: "/v4/", app: nil),
        GateCase("slash at the end", 60002, path: "/v4/group_open_http_svc/get_group_info/"),
        GateCase("base URL that ends in a slash", 0, path: "//v4/group_open_http_svc/get_group_info"),
        GateCase("slashes everywhere", 0, path: "/v4///group_open_http_svc//get_group_info"),
        GateCase("slashes and an unknown command", 10003, path: "/v4//group_open_http_svc/get_group_inf"),
        GateCase("percent-encoding", 60002, app: nil, identifier: "%"),
        GateCase("PUT", 60002, method: "PUT", path: unknownService, app: nil),
        GateCase("DELETE", 60002, method: "DELETE"),
        GateCase("GET of a command that needs a body", 60002, method: "GET"),
        GateCase("GET of an unknown command", 60002, method: "GET", path: unknownCommand),
        GateCase("GET of a command that takes none", 0, method: "GET", path: "/v4/\(FakeRunner.list)"),
        GateCase("unknown service", 60009, path: unknownService, app: nil),
        GateCase("service in another case", 60009, path: "/v4/Group_open_http_svc/get_group_info", app: nil),
        GateCase("unknown group command", 10003, path: unknownCommand, app: nil),
        GateCase("unknown other command", 60009, path: "/v4/im_open_login_svc/nothing", app: nil),
        GateCase("no sdkappid", 60012, app: nil, identifier: nil),
        GateCase("empty sdkappid", 60012, app: "", identifier: nil),
        GateCase("sdkappid 0", 60006, app: "0", identifier: nil),
        GateCase("sdkappid -1", 60006, app: "-1", identifier: nil),
        GateCase("sdkappid +1", 60006, app: "+\(World.app)", identifier: nil),
        GateCase("sdkappid as text", 60006, app: "app", identifier: nil),
        GateCase("sdkappid with a fraction", 60006, app: "1.0", identifier: nil),
        GateCase("unknown app", 70020, app: "1400777999", identifier: nil),
        GateCase("33 bits", 70020, app: "5695744297", identifier: nil),
        GateCase("many digits", 70020, app: String(repeating: "9", count: 999), identifier: nil),
        GateCase("zeros in front", 0, app: "00\(World.app)"),
        GateCase("disabled app", 60016, app: "\(World.disabledApp)", identifier: nil),
        GateCase("no identifier", 60004, identifier: nil, sig: nil),
        GateCase("empty identifier", 60004, identifier: "", sig: nil),
        GateCase("long identifier", 60004, identifier: String(repeating: "a", count: 33), sig: nil),
        GateCase("identifier of two lines", 60004, identifier: "a%0Ab", sig: nil),
        GateCase("identifier with a control character of two bytes", 60004, identifier: "a%C2%85", sig: nil),
        GateCase("identifier with a space at its end", 60004, identifier: "a%20", sig: nil),
        GateCase("identifier of UTF-8", 0, identifier: "管理员", sig: World.userSig(identifier: "管理员")),
        GateCase(
            "identifier of UTF-8 in percent-encoding", 0, identifier: "%E7%AE%A1%E7%90%86%E5%91%98",
            sig: World.userSig(identifier: "管理员")),
        GateCase(
            "administrator's name in other characters", 60010, identifier: "%C3%A9",
            sig: World.userSig(identifier: "\u{E9}")),
        GateCase(
            "usersig for a name in other characters", 70013, identifier: "%C3%A9",
            sig: World.userSig(identifier: "e\u{301}")),
        GateCase("no usersig", 60005, sig: nil),
        GateCase("empty usersig", 70002, sig: ""),
        GateCase("undecodable usersig", 70003, identifier: "nobody", sig: "xxx"),
        GateCase("plus in usersig", 70003, sig: World.userSig().replacing("*", with: "+") + "+"),
        GateCase("another app's usersig", 70014, identifier: "nobody", sig: World.userSig(app: 1)),
        GateCase("another account's usersig", 70013, identifier: "nobody"),
        GateCase(
            "no key", 70016, app: "\(World.keylessApp)", identifier: "nobody",
            sig: World.userSig(app: World.keylessApp, identifier: "nobody")),
        GateCase("expired", 70001, sig: expired),
        GateCase("wrong key", 70009, sig: wrongKey),
        GateCase("no administrator", 60010, identifier: "nobody", sig: World.userSig(identifier: "nobody")),
        GateCase("disabled group command", 10026, app: "\(World.narrowApp)", sig: World.userSig(app: World.narrowApp)),
        GateCase(
            "disabled other command", 60017, path: "/v4/\(FakeRunner.login)", app: "\(World.narrowApp)",
            sig: World.userSig(app: World.narrowApp)),
        GateCase("dated ahead", 70009, sig: World.userSig(time: World.now.advanced(bySeconds: 86_401))),
        GateCase("dated a day ahead", 0, sig: World.userSig(time: World.now.advanced(bySeconds: 86_400))),
        GateCase(
            "signed by the server's clock", 0, app: "\(World.shiftedApp)", sig: World.userSig(app: World.shiftedApp)),
        GateCase(
            "signed by the app's clock", 70001, app: "\(World.shiftedApp)",
            sig: World.userSig(
                app: World.shiftedApp, time: UnixTime(seconds: World.now.seconds - 315_360_000))),
        GateCase("no random", 0, rest: "contenttype=json"),
        GateCase("malformed random", 0, rest: "random=x&contenttype=xml"),
    ]

    /// The same of a strict app.
    static let strict = [
        strict("accepted", 0),
        strict("largest random", 0, rest: "random=4294967295&contenttype=json"),
        strict("no random", 60002, rest: "contenttype=json", identifier: nil),
        strict("empty random", 60002, rest: "random=&contenttype=json", identifier: nil),
        strict("negative random", 60002, rest: "random=-1&contenttype=json", identifier: nil),
        strict("signed random", 60002, rest: "random=%2B1&contenttype=json", identifier: nil),
        strict("33 bits", 60002, rest: "random=4294967296&contenttype=json", identifier: nil),
        strict("no contenttype", 60002, rest: "random=1", identifier: nil),
        strict("another contenttype", 60002, rest: "random=1&contenttype=xml", identifier: nil),
        strict("slashes", 60002, path: "/v4//group_open_http_svc/get_group_info", identifier: nil),
        strict("slashes in front", 60002, path: "//v4/group_open_http_svc/get_group_info", identifier: nil),
        strict("GET", 60002, method: "GET", path: "/v4/\(FakeRunner.list)"),
        strict("identifier of UTF-8", 60004, identifier: "%E7%AE%A1%E7%90%86%E5%91%98"),
    ]

    private static func strict(
        _ description: String, _ code: Int, method: String = "POST",
        path: String = "/v4/group_open_http_svc/get_group_info", rest: String = "random=1&contenttype=json",
        identifier: String? = "administrator"
    ) -> GateCase {
        GateCase(
            description, code, method: method, path: path, app: "\(World.strictApp)", identifier: identifier,
            sig: World.userSig(app: World.strictApp), rest: rest)
    }
}

@Suite("Order of checks")
struct CallGateTests {
    @Test(arguments: GateCase.all + GateCase.strict)
    func `the first fault in the order of checks is answered`(fault: GateCase) throws {
        let answers = try EmbeddedConnection().exchange("\(fault.method) \(fault.url) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(answers.map(\.code) == [fault.code])
        #expect(answers.map(\.status) == ["HTTP/1.1 200 OK"])
        #expect(answers.first?.headers["content-type"] == "application/json")
        #expect(answers.first?.keepsConnection == true)
    }

    @Test(arguments: [(World.app, 0), (World.strictApp, 60002)])
    func `a GET with a body is let through unless the app is strict`(app: UInt32, code: Int) throws {
        let url = GateCase("", 0, app: "\(app)", sig: World.userSig(app: app)).url
        let answers = try EmbeddedConnection().exchange(
            "GET \(url) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}")
        #expect(answers.map(\.code) == [code])
    }

    @Test func `a signature put into the path is not repeated`() throws {
        let answers = try EmbeddedConnection().exchange(
            World.post("/v4/group_open_http_svc/get_group_info&usersig=eJyrVgrxCdYrSy1SslIy0jNQ"))
        #expect(answers.first?.code == 10003)
        #expect(answers.first?.body.contains("no command get_group_info") == true)
        #expect(answers.first?.body.contains("eJyr") == false)
    }

    @Test(arguments: [
        "/v4/group_open_http_svc/\(World.userSig())", "/v4/group_open_http_svc/\(World.userSig().prefix(30))*",
        "/v4/\(World.userSig())/get_group_info", "/v4/group_open_http_svc/\(World.key.revealed)",
        "/v4/\(World.key.revealed)/get_group_info",
    ])
    func `a signature or a key in the place of a name is not repeated`(path: String) throws {
        let body = try #require(try EmbeddedConnection().exchange(World.post(path)).first?.body)
        #expect(body.contains("of this name"))
        #expect(!body.contains(World.userSig().prefix(20)) && !body.contains(World.key.revealed.prefix(20)))
    }

    private static let right = World.post()
    private static let wrong = World.post(GateCase("", 0, sig: World.userSig(key: "wrong")).url)

    private static func limits(_ maximumFailures: Int) -> GatewayLimits {
        var limits = GatewayLimits()
        limits.failedSignatures.maximumFailures = maximumFailures
        return limits
    }

    @Test func `beyond the limit a wrong signature is answered with 70050 for a minute of uptime`() throws {
        let uptime = ManualUptime()
        let connection = try EmbeddedConnection(World.server(limits: Self.limits(3), uptime: { uptime() }))
        let many = String(repeating: Self.wrong, count: 5)
        #expect(try connection.exchange(many).map(\.code) == [70009, 70009, 70009, 70050, 70050])
        uptime.advance(by: .seconds(59))
        #expect(try connection.exchange(Self.wrong).map(\.code) == [70050])
        uptime.advance(by: .seconds(1))
        #expect(try connection.exchange(Self.wrong).map(\.code) == [70009])
    }

    @Test func `a right signature is taken however many wrong ones came before it`() throws {
        let server = World.server(limits: Self.limits(1))
        let connection = try EmbeddedConnection(server)
        let guesses = String(repeating: Self.wrong, count: 2000)
        #expect(try connection.exchange(guesses).last?.code == 70050)
        #expect(try connection.exchange(Self.right).map(\.code) == [0])
        #expect(try EmbeddedConnection(server).exchange(Self.wrong + Self.right).map(\.code) == [70050, 0])
    }

    @Test func `what others fail with is no matter of this caller`() throws {
        let server = World.server(limits: Self.limits(1))
        #expect(try EmbeddedConnection(server).exchange(Self.wrong + Self.wrong).map(\.code) == [70009, 70050])
        #expect(try EmbeddedConnection(server, peer: "192.0.2.9").exchange(Self.wrong).map(\.code) == [70009])
    }

    @Test func `an expired signature is told so however often it comes`() throws {
        let connection = try EmbeddedConnection(World.server(limits: Self.limits(2)))
        let old = World.userSig(time: UnixTime(seconds: World.now.seconds - 90_000))
        let request = World.post(GateCase("", 0, sig: old).url)
        #expect(try connection.exchange(request + request + request).map(\.code) == [70001, 70001, 70001])
    }
}
