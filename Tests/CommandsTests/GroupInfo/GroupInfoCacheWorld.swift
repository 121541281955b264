import Apps
import Groups
import Metrics
import NIOCore
import Presence
import SQLiteStore
import Storage
import Synchronization
import Testing
import Wire

@testable import Commands

/// A store, a cache of it, and get_group_info answered with the cache and without.
struct GroupInfoCacheWorld {
    var app: AppSettings
    private(set) var store: any GroupStore
    private(set) var cache: GroupInfoCache
    var now = UnixTime(seconds: 1_735_700_000)

    init(maximumBytes: Int = 8 << 20, _ change: (inout AppSettings) -> Void = { _ in }) throws {
        app = AppSettings(
            sdkAppID: SDKAppID(1_400_777_001), secretKey: "key", admins: [try #require(Account("administrator"))])
        app.accountPolicy = .importOnSight
        change(&app)
        store = try SQLiteStore.openTemporary()
        cache = GroupInfoCache(
            store: store, maximumBytes: maximumBytes, metrics: NOOPMetricsHandler.instance, uptime: { .zero })
    }

    /// The same store as a node sees it that is told of nobody's changes, with a cache of its own.
    func node(_ view: SharedView) -> GroupInfoCacheWorld {
        var node = self
        node.cache = GroupInfoCache(
            store: view, maximumBytes: 8 << 20, metrics: NOOPMetricsHandler.instance, uptime: { .zero })
        return node
    }

    /// The same node, for which every reading of the store fails; stamps are told as before.
    func withoutReading() async throws -> GroupInfoCacheWorld {
        var node = self
        node.store = try SQLiteStore.openTemporary()
        try await node.store.close()
        return node
    }

    /// Carries a command out that must succeed.
    func ok(_ command: String, _ body: String) async throws {
        let name = CommandName(service: .groupOpen, command: command)
        let entry = try #require(CommandRegistry.entry(for: name))
        let answer = try await entry.answer(to: Array(body.utf8), in: context())
        try #require(String(decoding: answer.bytes, as: UTF8.self).hasPrefix(#"{"ActionStatus":"OK""#))
    }

    /// What get_group_info answers without the cache: the answer, or the code of its refusal and the text.
    func read(_ body: String) async throws -> String {
        try await read(body, filling: nil)
    }

    /// The same, keeping the groups that are read.
    func fill(_ body: String) async throws -> String {
        try await read(body, filling: cache)
    }

    /// What the cache answers; `nil` when it cannot.
    func hot(_ body: String) -> String? {
        switch cache.answer(to: ByteBuffer(string: body), for: app, at: app.time(now)) {
        case .success(let answer)?: String(buffer: answer)
        case .failure(let error)?: "\(error.code.rawValue) \(error.text)"
        case nil: nil
        }
    }

    private func read(_ body: String, filling cache: GroupInfoCache?) async throws -> String {
        let entry = CommandEntry(GetGroupInfo(cache: cache))
        let context = try context()
        do throws(APIError) {
            // as a door does
            if let check = entry.checkedAnswer(to: ByteBuffer(string: body), for: app, at: app.time(now)) {
                switch try await check(Array(body.utf8), context) {
                case .kept(.success(let answer)): return String(buffer: answer)
                case .kept(.failure(let error)): throw error
                case .carriedOut(let answer): return String(decoding: answer.bytes, as: UTF8.self)
                }
            }
            let answer = try await entry.answer(to: Array(body.utf8), in: context)
            return String(decoding: answer.bytes, as: UTF8.self)
        } catch {
            return "\(error.code.rawValue) \(error.text)"
        }
    }

    private func context() throws -> CommandContext {
        CommandContext(
            CommandCall(name: GetGroupInfo.name, app: app, caller: try #require(app.admins.first), arrival: now),
            store: store, presence: Presence(), messageThrottle: MessageThrottle(), random: { _ in 0 })
    }
}

/// A store that others change too, whose changes nobody is told of; it counts the questions for stamps.
final class SharedView: GroupChangeStore {
    let isShared = true
    private let base: any GroupChangeStore
    private let questions = Mutex(0)

    init(of base: any GroupChangeStore) {
        self.base = base
    }

    var questionCount: Int { questions.withLock { $0 } }

    func observeGroupChanges(_ observer: any GroupChangeObserver) {}

    func groupStamps(of groups: [GroupID], in scope: StoreScope) async throws(StoreError) -> [GroupStamp?] {
        questions.withLock { $0 += 1 }
        return try await base.groupStamps(of: groups, in: scope)
    }
}

extension CachedGroup {
    /// A state of a group that holds its base fields.
    static func sample(_ number: Int64, version: Int64 = 1) throws -> CachedGroup {
        let id = try #require(GroupID("g\(number)"))
        let profile = GroupProfile(
            id: id, type: .public, name: "n", introduction: "", notification: "", faceURL: "", owner: nil,
            createTime: .never, infoSeq: 0, lastInfoTime: .never, lastMsgTime: .never, nextMsgSeq: 1, memberNum: 0,
            maxMemberNum: 200, applyJoinOption: .freeAccess, inviteJoinOption: .freeAccess, isMuted: false,
            supportsTopics: false, enablesPermissions: false, defaultPermission: 0, showsHistoryBeforeJoin: false,
            isActivated: true, customFields: [])
        return CachedGroup(
            key: CachedGroupKey(app: SDKAppID(1), id: id), stamp: GroupStamp(number: number, version: version),
            profile: profile, base: BaseFragments(profile, app: SDKAppID(1)), answer: nil, members: nil,
            validity: .min ..< .max)
    }
}
