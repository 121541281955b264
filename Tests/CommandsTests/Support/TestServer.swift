import Apps
import Commands
import Metrics
import NIOCore
import Presence
import SQLiteStore
import Storage
import Testing
import Wire

/// A store of its own and an app, called as every door calls commands.
struct TestServer {
    static let now = UnixTime(seconds: 1_735_700_000)

    private(set) var app: AppSettings
    let store: any GroupStore
    let presence = Presence()
    private let messageThrottle = MessageThrottle()
    private let cache: GroupInfoCache
    private var now = TestServer.now

    /// - Parameters:
    ///   - accounts: imported beforehand.
    ///   - change: made to the app's settings.
    init(accounts: [String] = [], _ change: (inout AppSettings) -> Void = { _ in }) async throws {
        app = AppSettings(
            sdkAppID: SDKAppID(1_400_777_001), secretKey: "key",
            admins: [try #require(Account("administrator"))])
        change(&app)
        store = try SQLiteStore.openTemporary()
        cache = GroupInfoCache(
            store: store, maximumBytes: 64 << 20, metrics: NOOPMetricsHandler.instance, uptime: { .zero })
        try await store.importAccounts(
            accounts.compactMap(Account.init).map { AccountImport(account: $0) }, in: app.scope(at: now))
    }

    /// A server with the group `crew` (Public, owner `a`, member `b`, custom fields) and the AVChatRoom `live`.
    static func withCrew(
        moreAccounts: [String] = [], _ change: (inout AppSettings) -> Void = { _ in }
    ) async throws -> TestServer {
        let server = try await TestServer(accounts: ["a", "b"] + moreAccounts, change)
        let crew = try await server.call(
            "group_open_http_svc/create_group",
            #"{"Type":"Public","Name":"Crew","GroupId":"crew","Owner_Account":"a","#
                + #""AppDefinedData":[{"Key":"one","Value":"1"},{"Key":"two","Value":"2"}],"MemberList":["#
                + #"{"Member_Account":"b","AppMemberDefinedData":[{"Key":"seat","Value":"7"}]}]}"#)
        let live = try await server.call(
            "group_open_http_svc/create_group", #"{"Type":"AVChatRoom","Name":"Live","GroupId":"live"}"#)
        try #require(crew.code == 0 && live.code == 0)
        return server
    }

    /// The same server at a later moment.
    func later(by seconds: Int64) -> TestServer {
        var server = self
        server.now = UnixTime(seconds: now.seconds + seconds)
        return server
    }

    /// The same server with other settings.
    func changed(_ change: (inout AppSettings) -> Void) -> TestServer {
        var server = self
        change(&server.app)
        return server
    }

    /// Connects a client of an account, by the server's clock, and lets it into AVChatRooms.
    @discardableResult
    func connect(
        _ account: String, on platform: Platform = .web, into rooms: String..., after seconds: Int64 = 0
    ) throws -> ConnectionID {
        let moment = UnixTime(seconds: now.seconds + seconds)
        let client = try #require(Account(account))
        let id = try #require(presence.connect(client, on: platform, in: app.sdkAppID, at: moment))
        for text in rooms {
            let room = try #require(GroupID(text))
            try #require(presence.enter(room, by: id, in: app.sdkAppID, at: moment))
        }
        return id
    }

    /// Breaks a client's connection.
    func disconnect(_ id: ConnectionID) {
        presence.disconnect(id, in: app.sdkAppID, at: now)
    }

    /// Another app on the same store.
    func sharingStore(sdkAppID: UInt32) -> TestServer {
        changed { $0.sdkAppID = SDKAppID(sdkAppID) }
    }

    /// Makes a call as a door does, and writes what it answers as a door does.
    func call(_ path: String, _ body: String) async throws -> Answer {
        let call = try commandCall(path)
        let answer = try await answer(to: call, ByteBuffer(string: body))
        // what was read just now is in memory, and must be told from there with the same bytes
        if path == "group_open_http_svc/get_group_info",
            case .success(let hot)? = runner.immediateAnswer(to: call, body: ByteBuffer(string: body))
        {
            #expect(Array(buffer: hot) == answer)
        }
        return try Answer(answer)
    }

    /// Makes a call, and expects a code and an answer that fits it.
    func expectRefusal(
        _ code: Int64, of path: String, _ body: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await call(path, body)
        #expect(answer.code == code, sourceLocation: sourceLocation)
        #expect(answer.isWellFormed, sourceLocation: sourceLocation)
    }

    private func answer(to call: CommandCall, _ body: ByteBuffer) async throws -> [UInt8] {
        do throws(APIError) {
            switch runner.immediateAnswer(to: call, body: body) {
            case .success(let answer)?: return Array(buffer: answer)
            case .failure(let error)?: throw error
            case nil: return try await runner.answer(to: call, body: Array(buffer: body)).bytes
            }
        } catch {
            return Envelope.failure(error, of: call.name.service)
        }
    }

    private var runner: RegistryCommandRunner {
        RegistryCommandRunner(
            store: store, presence: presence, messageThrottle: messageThrottle, random: { Int.random(in: 0..<$0) },
            immediate: [.getGroupInfo(keepingGroupsIn: cache)])
    }

    private func commandCall(_ path: String) throws -> CommandCall {
        let entry = try #require(CommandRegistry.entries.first { $0.name.description == path })
        return CommandCall(name: entry.name, app: app, caller: try #require(app.admins.first), arrival: now)
    }

    /// What the log is told of the refusal of a call; `nil` where it is not refused.
    func reason(_ command: CommandName, _ body: String) async throws -> String? {
        try await refusal("\(command)", body)?.reason
    }

    /// What the log says of a call, besides its code, that is carried out.
    func note(_ path: String, _ body: String) async throws -> String? {
        try await run(path, body).note
    }

    /// The refusal of a call; `nil` for one that is carried out.
    func refusal(_ path: String, _ body: String) async throws -> APIError? {
        do {
            _ = try await run(path, body)
            return nil
        } catch let error as APIError {
            return error
        }
    }

    private func run(_ path: String, _ body: String) async throws -> CommandAnswer {
        try await runner.answer(to: try commandCall(path), body: Array(body.utf8))
    }

    /// The unfiltered answer about one group.
    func groupInfo(_ id: String) async throws -> Answer {
        try await call("group_open_http_svc/get_group_info", #"{"GroupIdList":["\#(id)"]}"#)
    }

    /// Creates a group of the type and returns its identifier.
    func create(_ type: String, members: [String] = []) async throws -> String {
        let list = members.map { #"{"Member_Account":"\#($0)"}"# }.joined(separator: ",")
        let answer = try await call(
            "group_open_http_svc/create_group", #"{"Type":"\#(type)","Name":"n","MemberList":[\#(list)]}"#)
        return try #require(answer.string("GroupId"))
    }
}
