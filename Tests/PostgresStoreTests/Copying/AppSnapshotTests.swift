import AppSnapshots
import Foundation
import Groups
import SQLiteStore
import Storage
import StoreCopy
import Synchronization
import Testing
import Wire

@testable import PostgresStore
@testable import StorageConformance

/// Apps that are taken out of stores of both kinds and put into others.
@Suite(.serialized) struct AppSnapshotTests {
    private let server: PostgresServer

    init() throws {
        server = try .shared()
    }

    /// A store of either kind, which goes with its owner.
    private final class Place: Sendable {
        private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "qun-snapshot-" + UUID().uuidString)
        let store: any GroupStore & AppTransferStore
        /// Is dropped with its last owner.
        private let database: TemporaryDatabase?

        init(_ database: TemporaryDatabase?) throws {
            self.database = database
            let opened =
                try database.map { try $0.openStore() } ?? SQLiteStore.open(folder: folder, logger: .silent)
            guard let store = opened as? any GroupStore & AppTransferStore else {
                throw NoTransfer()
            }
            self.store = store
        }

        deinit {
            _ = try? FileManager.default.removeItem(at: folder)
        }
    }

    private struct NoTransfer: Error {}

    enum Kind: CaseIterable, Sendable {
        case sqlite
        case postgres
    }

    private static let third = SDKAppID(1_400_000_777)
    private static let time = UnixTime(seconds: 1_700_000_000)

    private func open(_ kind: Kind) throws -> Place {
        try Place(kind == .postgres ? server.makeEmptyDatabase() : nil)
    }

    private func snapshot(of app: SDKAppID, in place: Place) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let snapshot = AppSnapshot(of: app, in: place.store, spoolFolder: NSTemporaryDirectory())
        try await snapshot.write(at: Self.time, program: "tests").send { bytes += $0 }
        return bytes
    }

    @discardableResult
    private func take(
        _ bytes: [UInt8], into app: SDKAppID, in place: Place, replaces: Bool = false, administrators: [Account] = []
    ) async throws -> SnapshotSummary {
        let parts = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for start in stride(from: 0, to: bytes.count, by: 1_000) {
                continuation.yield(Array(bytes[start..<min(bytes.count, start + 1_000)]))
            }
            continuation.finish()
        }
        let snapshot = AppSnapshot(of: app, in: place.store, spoolFolder: NSTemporaryDirectory())
        return try await snapshot.take(
            try await snapshot.receive(parts), replaces: replaces, administrators: administrators)
    }

    /// The lines but the first, which tells of the app, and the last, which tells the digest of the first.
    private static func records(_ snapshot: [UInt8]) -> [String] {
        Array(String(decoding: snapshot, as: UTF8.self).split(separator: "\n").map(String.init).dropFirst().dropLast())
    }

    @Test(arguments: Kind.allCases, Kind.allCases)
    func `an app is the same after export, import and export`(_ from: Kind, _ to: Kind) async throws {
        let (source, destination) = (try open(from), try open(to))
        try await CopyWorld.fill(source.store)
        let original = try await snapshot(of: app, in: source)
        // the world has something of every kind
        for form in RecordForm.all {
            #expect(Self.records(original).contains { $0.contains(#""Kind":"\#(form.kind)""#) }, "\(form.kind)")
        }
        try await take(original, into: app, in: destination)
        #expect(try await snapshot(of: app, in: destination) == original)
        // beside it, under another number
        try await take(original, into: Self.third, in: destination)
        let renamed = try await snapshot(of: Self.third, in: destination)
        #expect(Self.records(renamed) == Self.records(original))
        #expect(renamed != original)
        #expect(try await snapshot(of: app, in: destination) == original)
        try await source.store.close()
        try await destination.store.close()
    }

    @Test(arguments: Kind.allCases)
    func `what is imported is served as it was, and goes on`(_ kind: Kind) async throws {
        let (source, destination) = (try open(.sqlite), try open(kind))
        try await CopyWorld.fill(source.store)
        for app in [app, otherApp] {
            try await take(try await snapshot(of: app, in: source), into: app, in: destination)
        }
        #expect(try await CopyWorld.picture(of: destination.store) == CopyWorld.picture(of: source.store))
        for app in [app, otherApp] {
            let repeated = try await destination.store.send(
                .sample("12 \(difficultPlainText)", random: 12), in: app, at: later(30))
            #expect(repeated.outcome == .duplicate)
            #expect(try await destination.store.send(.sample("next", random: 99), in: app, at: later(30)).seq == 13)
            let before = try await destination.store.listGroups(of: nil, after: 0, limit: 100, in: .sample(app))
            try await destination.store.create(try .sample(.team, owner: .bob, members: [.carol]), in: app)
            let after = try await destination.store.listGroups(of: nil, after: 0, limit: 100, in: .sample(app))
            #expect(after.groups == before.groups + [.team])
            #expect(after.totalCount == before.totalCount + 1)
            #expect(try await destination.store.deleteAccounts([.carol], in: .sample(app)) == [.carol])
        }
        try await source.store.close()
        try await destination.store.close()
    }

    @Test(arguments: Kind.allCases)
    func `bytes that are no text survive`(_ kind: Kind) async throws {
        let place = try open(kind)
        let lines = [
            #"{"Kind":"account","UserID":"alice","NickBase64":"/wD+","ImportTime":5}"#,
            #"{"Kind":"account_profile","UserID":"alice","Tag":"Tag_a","ValueBase64":"AGE="}"#,
            #"{"Kind":"group","GroupId":"g","Type":"Public","Name":"n","Owner_Account":"alice","NextMsgSeq":1,"#
                + #""MemberNum":1,"ApplyJoinOption":"FreeAccess","InviteJoinOption":"FreeAccess","MuteAllMember":"Off","#
                + #""HistoryMsgBeforeJoin":"Off","AppDefinedData":[{"Key":"k","ValueBase64":"AP+A"}]}"#,
            #"{"Kind":"member","GroupId":"g","Member_Account":"alice","Role":"Owner","MsgFlag":"Discard","#
                + #""AppMemberDefinedData":[{"KeyBase64":"ww==","Value":"v"},{"Key":"","Value":""}]}"#,
            #"{"Kind":"attributes","GroupId":"g","GroupAttr":[{"Key":"a","ValueBase64":"AA=="}]}"#,
            #"{"Kind":"counter","GroupId":"g","KeyBase64":"wyg=","Value":-9223372036854775808}"#,
        ]
        try await take(try SampleSnapshot.bytes(lines), into: Self.third, in: place)
        #expect(Self.records(try await snapshot(of: Self.third, in: place)) == lines)
        try await place.store.close()
    }

    // MARK: Refusals

    @Test(arguments: Kind.allCases)
    func `a snapshot that is refused leaves nothing`(_ kind: Kind) async throws {
        let (source, place) = (try open(.sqlite), try open(kind))
        try await CopyWorld.fill(source.store)
        let whole = try await snapshot(of: app, in: source)
        let empty = try await snapshot(of: app, in: place)
        for (reason, bytes) in try Self.brokenSnapshots(of: whole) {
            let error = await #expect(throws: SnapshotError.self) { try await take(bytes, into: app, in: place) }
            #expect(error.map { "\($0)" }?.contains(reason) == true, "\(reason): \(String(describing: error))")
            #expect(try await snapshot(of: app, in: place) == empty, "\(reason)")
        }
        try await take(whole, into: app, in: place)
        #expect(try await snapshot(of: app, in: place) == whole)
        try await source.store.close()
        try await place.store.close()
    }

    /// Snapshots that are wrong, with what is said of each.
    private static func brokenSnapshots(of whole: [UInt8]) throws -> [(reason: String, bytes: [UInt8])] {
        let records = records(whole)
        let member = try #require(records.firstIndex { $0.contains(#""Kind":"member""#) })
        // the header is the first line
        let line = member + 2
        func changed(_ change: (inout [String]) throws -> Void) throws -> [UInt8] {
            var changed = records
            try change(&changed)
            return try SampleSnapshot.bytes(changed)
        }
        let text = String(decoding: whole, as: UTF8.self)
        return [
            ("cut off", Array(whole.dropLast(500))),
            ("cut off", Array(text.split(separator: "\n").dropLast().joined(separator: "\n").utf8)),
            ("another digest", Array(text.replacing(#""Name":""#, with: #""Name":"x"#, maxReplacements: 1).utf8)),
            ("another digest", Array(text.replacing("1400", with: "1500", maxReplacements: 1).utf8)),
            (
                "line \(line + 1), member: there is such a record",
                try changed { $0.insert($0[member], at: member) }
            ),
            (
                "line \(line), member: it names",
                try changed {
                    $0[member].replace(/"Member_Account":"[^"]*"/, with: { _ in #""Member_Account":"nobody""# })
                }
            ),
            (
                "line \(line), member: it names",
                try changed { $0[member].replace(/"GroupId":"[^"]*"/, with: { _ in #""GroupId":"nowhere""# }) }
            ),
            (
                "line \(line), member, field Role: it must be one of Owner, Admin, Member",
                try changed { $0[member].replace(#""Role":"Owner""#, with: #""Role":"King""#) }
            ),
            (
                "contradict",
                try changed { lines in
                    lines.remove(at: try #require(lines.firstIndex { $0.contains(#""Role":"Member""#) }))
                }
            ),
        ]
    }

    @Test(arguments: Kind.allCases)
    func `an app that holds something is filled only to replace it`(_ kind: Kind) async throws {
        let place = try open(kind)
        try await CopyWorld.fill(place.store)
        let first = try await snapshot(of: app, in: place)
        try await place.store.create(try .sample(.team, owner: .bob, members: [.carol]), in: app)
        let second = try await snapshot(of: app, in: place)
        let error = await #expect(throws: SnapshotError.self) { try await take(first, into: app, in: place) }
        #expect(error.map { "\($0)" }?.contains("--replace") == true)
        let broken = try SampleSnapshot.bytes(Self.records(first) + [try #require(Self.records(first).last)])
        await #expect(throws: SnapshotError.self) { try await take(broken, into: app, in: place, replaces: true) }
        #expect(try await snapshot(of: app, in: place) == second)
        let other = try await snapshot(of: otherApp, in: place)
        try await take(first, into: app, in: place, replaces: true)
        #expect(try await snapshot(of: app, in: place) == first)
        #expect(try await snapshot(of: otherApp, in: place) == other)
        try await place.store.close()
    }

    @Test(arguments: Kind.allCases)
    func `an app that has its administrators only is filled, and keeps them`(_ kind: Kind) async throws {
        let (source, place) = (try open(.sqlite), try open(kind))
        try await CopyWorld.fill(source.store)
        let whole = try await snapshot(of: app, in: source)
        try await place.store.importAccounts([AccountImport(account: .sample("boss"))], in: .sample(app))
        await #expect(throws: SnapshotError.self) { try await take(whole, into: app, in: place) }
        try await take(whole, into: app, in: place, administrators: [.sample("boss")])
        let accounts = Self.records(try await snapshot(of: app, in: place)).filter { $0.contains(#""Kind":"account""#) }
        #expect(accounts.count { $0.contains(#""UserID":"boss""#) } == 1)
        #expect(accounts.count == Self.records(whole).count { $0.contains(#""Kind":"account""#) } + 1)
        try await source.store.close()
        try await place.store.close()
    }

    /// Groups that were replaced are gone for those who ask by memory too.
    @Test(arguments: Kind.allCases)
    func `those who keep groups in memory are told which were replaced`(_ kind: Kind) async throws {
        let place = try open(kind)
        try await CopyWorld.fill(place.store)
        let whole = try await snapshot(of: app, in: place)
        let before = try await place.store.groupStamps(of: [.club], in: .sample(app))[0]
        let observer = Observer()
        place.store.observeGroupChanges(observer)
        try await take(whole, into: app, in: place, replaces: true)
        let after = try await place.store.groupStamps(of: [.club], in: .sample(app))[0]
        #expect(before?.number != after?.number)
        // on a store that nodes share stamps are compared instead
        if !place.store.isShared {
            #expect(observer.changed.withLock(\.self).contains(try #require(before?.number)))
        }
        try await place.store.close()
    }

    private final class Observer: GroupChangeObserver {
        let changed = Mutex<Set<Int64>>([])

        func groupsChanged(_ groups: Set<Int64>) {
            changed.withLock { $0.formUnion(groups) }
        }
    }
}
