import Apps
import Commands
import Control
import Foundation
import Groups
import Logging
import Storage
import Wire

/// A file of calls that apps begin with, as ``SeedCalls`` says.
///
/// The whole file is read before the first call is made. An app that has groups is left as it is, so that a server may be
/// started with the same seed again and again. A call that is refused ends the start, and the apps are emptied again.
struct Seed {
    /// How many calls are made from one line of the log to the next.
    private static let callsPerReport = 10_000
    /// The place of a note in the data folder: the apps for which a seed is being played.
    static let noteName = "seeding.json"

    private let path: String
    private let calls: SeedCalls

    /// - Throws: ``ConfigurationError`` for a file that cannot be read, and for the first line that is wrong.
    init(readingFile path: String, commands: [CommandName]) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError("the seed \(path) cannot be read")
        }
        self.path = path
        calls = try Self.naming(path) { () throws(SeedError) in try SeedCalls(data, commands: commands) }
    }

    /// The calls for each of the apps.
    ///
    /// - Throws: ``ConfigurationError`` for an app that is not there.
    func entries(of apps: [AppSettings]) throws -> [SDKAppID: [SeedCalls.Entry]] {
        try Self.naming(path) { () throws(SeedError) in try calls.entries(of: apps) }
    }

    /// Makes the calls, for those of the apps that have no groups.
    ///
    /// - Parameters:
    ///   - runner: carries the calls out.
    ///   - folder: where is noted that a seed is being played, so that a start which follows a crash begins anew.
    /// - Throws: ``ConfigurationError`` for an app that is not there and for a call that is refused.
    func play(
        for apps: [AppSettings], in store: any GroupStore, by runner: any CommandRunner, folder: DataFolder,
        now: @Sendable () -> UnixTime, logger: Logger
    ) async throws {
        let entries = try entries(of: apps)
        let cutOff = try Self.note(in: folder)
        var chosen: [AppSettings] = []
        for app in apps where entries[app.sdkAppID] != nil {
            if cutOff.contains(app.sdkAppID.number) {
                try await store.emptyWhole(app, at: now())
            }
            let scope = app.scope(at: app.time(now()))
            if try await store.listGroups(of: nil, after: 0, limit: 1, in: scope).totalCount == 0 {
                chosen.append(app)
            } else {
                logger.info("the app has groups already, and gets no seed", metadata: metadata(app))
            }
        }
        guard !chosen.isEmpty else {
            return
        }
        try folder.write(JSONEncoder().encode(chosen.map(\.sdkAppID.number)), to: Self.noteName)
        do {
            var count = 0
            for app in chosen {
                for entry in entries[app.sdkAppID] ?? [] {
                    try await Self.make(entry, for: app, by: runner, at: now(), path)
                    count += 1
                    if count.isMultiple(of: Self.callsPerReport) {
                        logger.info("playing the seed", metadata: ["seed": "\(path)", "calls": "\(count)"])
                    }
                }
            }
            logger.info("the seed is played", metadata: ["seed": "\(path)", "calls": "\(count)"])
        } catch {
            for app in chosen {
                try await store.emptyWhole(app, at: now())
            }
            try Self.forgetNote(in: folder)
            throw error
        }
        try Self.forgetNote(in: folder)
    }

    /// Lets an app for which a seed was being played when a server ended be as it is: somebody uses it so.
    static func forgetNote(in folder: DataFolder) throws {
        try folder.remove(noteName)
    }

    private static func note(in folder: DataFolder) throws -> Set<UInt32> {
        let data = try folder.read(noteName)
        return data.flatMap { try? JSONDecoder().decode(Set<UInt32>.self, from: $0) } ?? []
    }

    // MARK: Steps

    private static func make(
        _ entry: SeedCalls.Entry, for app: AppSettings, by runner: any CommandRunner, at now: UnixTime, _ path: String
    ) async throws {
        do throws(SeedError) {
            try await SeedCalls.make(entry, for: app, by: runner, at: now)
        } catch {
            throw ConfigurationError("\(path), \(error)")
        }
    }

    private static func naming<Value>(_ path: String, _ body: () throws(SeedError) -> Value) throws -> Value {
        do throws(SeedError) {
            return try body()
        } catch {
            throw ConfigurationError("\(path), \(error)")
        }
    }

    private func metadata(_ app: AppSettings) -> Logger.Metadata {
        ["seed": "\(path)", "sdkappid": "\(app.sdkAppID)"]
    }
}
