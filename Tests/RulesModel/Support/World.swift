import Apps
import Commands
import Groups
import Metrics
import NIOCore
import Presence
package import Storage
import Wire

/// The nodes that a world's calls go to, at least one, and what they need meanwhile.
package struct WorldNodes: Sendable {
    let stores: [any GroupStore]
    private let database: (any Sendable)?

    /// - Parameters:
    ///   - stores: stores of the same data, which nobody else uses; the world closes them.
    ///   - database: is kept as long as the world.
    package init(_ stores: [any GroupStore], keeping database: (any Sendable)? = nil) {
        self.stores = stores
        self.database = database
    }
}

/// Nodes with two apps on them, and the model of both.
struct World {
    private static let rules = [
        ModelRules(),
        ModelRules(
            importsOnSight: true,
            groupKeys: (0..<12).map { "g\($0)" },
            memberKeys: ["Public": (0..<7).map { "m\($0)" }, "Community": ["m3", "m1"]]),
    ]

    private(set) var apps: [ModelApp]
    private let settings: [AppSettings]
    private let nodes: WorldNodes
    private let presence = Presence()
    /// The cache of each node.
    private let caches: [GroupInfoCache]
    private var answeredCalls = 0

    init(_ nodes: WorldNodes) {
        self.nodes = nodes
        caches = nodes.stores.map {
            GroupInfoCache(store: $0, maximumBytes: 64 << 20, metrics: NOOPMetricsHandler.instance, uptime: { .zero })
        }
        apps = Self.rules.enumerated().map { ModelApp(number: 1_400_000_001 + $0.offset, rules: $0.element) }
        settings = Self.rules.enumerated().map { AppSettings(number: 1_400_000_001 + $0.offset, rules: $0.element) }
    }

    func close() async throws {
        for store in nodes.stores {
            try await store.close()
        }
    }

    /// Tells the models what time it is, for steps that name moments.
    mutating func setClock(_ now: Int) {
        for index in apps.indices {
            apps[index].clock = now
        }
    }

    /// Makes a call, then reads the group that it names at the next node, and compares both answers with the rules.
    mutating func take(_ call: RecordedCall) async -> Mismatch? {
        setClock(call.now)
        defer { answeredCalls += 1 }
        if let mismatch = await compare(call.step, in: call.app, at: call.now, node: call.node) {
            return mismatch
        }
        guard let group = call.step.group else {
            return nil
        }
        return await compare(
            GetGroupInfoStep(ids: [group], namesFields: true), in: call.app, at: call.now, node: call.node + 1)
    }

    /// Reads all groups of an app at each node, and compares them with the rules.
    mutating func compareAll(in app: Int, at now: Int) async -> Mismatch? {
        for node in caches.indices {
            let step = GetGroupInfoStep(ids: apps[app].groups.keys.sorted() + ["none"], namesFields: true)
            if let mismatch = await compare(step, in: app, at: now, node: node) {
                return mismatch
            }
        }
        return nil
    }

    private mutating func compare(_ step: some Step, in app: Int, at now: Int, node: Int) async -> Mismatch? {
        let expected = expectedAnswer(to: step, in: app, at: now)
        let answered = await answer(to: step, in: app, at: now, node: node % caches.count)
        guard answered != expected, Self.withoutTexts(answered) != expected else {
            return nil
        }
        return Mismatch(position: answeredCalls, expected: expected, answered: answered)
    }

    private mutating func expectedAnswer(to step: some Step, in app: Int, at now: Int) -> String {
        var changed = apps[app]
        do throws(Refusal) {
            let answer = try step.apply(to: &changed, at: now).inner
            apps[app] = changed
            return #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0"# + (answer.isEmpty ? "" : "," + answer) + "}"
        } catch {
            return "\(error.code)"
        }
    }

    private func answer<S: Step>(to step: S, in app: Int, at now: Int, node: Int) async -> String {
        let hot = CommandEntry.getGroupInfo(keepingGroupsIn: caches[node])
        let known = S.name == hot.name ? hot : CommandRegistry.entry(for: S.name)
        guard let entry = known, let caller = settings[app].admins.first else {
            return "no such command"
        }
        let time = UnixTime(seconds: Int64(now))
        let context = CommandContext(
            CommandCall(name: S.name, app: settings[app], caller: caller, arrival: time), store: nodes.stores[node],
            presence: presence, messageThrottle: MessageThrottle(), random: step.random)
        if case .success(let answer)? = entry.immediateAnswer(
            to: ByteBuffer(string: step.body.json), for: settings[app], at: time)
        {
            return String(buffer: answer)
        }
        do throws(APIError) {
            let answer = try await entry.answer(to: Array(step.body.json.utf8), in: context)
            return String(decoding: answer.bytes, as: UTF8.self)
        } catch {
            return "\(error.code.rawValue)"
        }
    }

    /// The answer with empty reasons: their wording is nobody's contract.
    private static func withoutTexts(_ answer: String) -> String {
        var rest = answer.utf8[...]
        var kept: [UInt8] = []
        while let start = rest.firstRange(of: #"Info":""#.utf8) {
            kept += rest[..<start.upperBound]
            rest = rest[start.upperBound...].drop { $0 != UInt8(ascii: "\"") }
        }
        return String(decoding: kept + rest, as: UTF8.self)
    }
}

extension AppSettings {
    fileprivate init(number: Int, rules: ModelRules) {
        self.init(
            sdkAppID: SDKAppID(UInt32(number)), secretKey: nil, admins: [Account("administrator")].compactMap(\.self))
        accountPolicy = rules.importsOnSight ? .importOnSight : .mustExist
        declaredGroupFields = rules.groupKeys
        for (type, keys) in rules.memberKeys {
            declaredMemberFields[GroupType(requestName: type) ?? .public] = keys
        }
    }
}
