import Apps
import Commands
import Foundation
import Groups
import Logging
import Storage
import Wire

/// A file of calls that apps begin with, one a line, as ``SeedLine`` says; empty lines count for nothing.
///
/// The whole file is read before the first call is made. An app that has groups is left as it is, so that a server may be
/// started with the same seed again and again. A call that is refused ends the start, and the apps are emptied again.
struct Seed {
    /// How many calls are made from one line of the log to the next.
    private static let callsPerReport = 10_000
    /// The place of a note in the data folder: the apps for which a seed is being played.
    private static let noteName = "seeding.json"

    private let path: String
    private let lines: [(number: Int, line: SeedLine)]

    /// - Throws: ``ConfigurationError`` for a file that cannot be read, and for the first line that is wrong.
    init(readingFile path: String, commands: [CommandName]) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError("the seed \(path) cannot be read")
        }
        self.path = path
        let commands = Dictionary(commands.map { ($0.description, $0) }, uniquingKeysWith: { first, _ in first })
        let texts = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        lines = try texts.enumerated().compactMap { place, text in
            guard !text.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) else {
                return nil
            }
            return try Self.naming(path, place + 1) { (place + 1, try SeedLine(text, commands: commands)) }
        }
    }

    /// Makes the calls, for those of the apps that have no groups.
    ///
    /// - Parameters:
    ///   - runner: carries the calls out.
    ///   - folder: where is noted that a seed is being played, so that a start which follows a crash begins anew.
    /// - Throws: ``ConfigurationError`` for an app that is not there and for a call that is refused.
    func play(
        for apps: [AppSettings], in store: any GroupStore, by runner: some CommandRunner, folder: DataFolder,
        now: @Sendable () -> UnixTime, logger: Logger
    ) async throws {
        let calls = try lines.map { number, line in
            try Self.naming(path, number) { (number: number, line: line, app: try Self.app(of: line, among: apps)) }
        }
        let named = Set(calls.map(\.app.sdkAppID))
        let cutOff = try Self.note(in: folder)
        var chosen: [AppSettings] = []
        for app in apps where named.contains(app.sdkAppID) {
            if cutOff.contains(app.sdkAppID.number) {
                try await empty(app, in: store, now())
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
        let chosenIDs = Set(chosen.map(\.sdkAppID))
        do {
            var count = 0
            for call in calls where chosenIDs.contains(call.app.sdkAppID) {
                try await Self.make(call.line, for: call.app, by: runner, at: now(), "\(path), line \(call.number)")
                count += 1
                if count.isMultiple(of: Self.callsPerReport) {
                    logger.info("playing the seed", metadata: ["seed": "\(path)", "calls": "\(count)"])
                }
            }
            logger.info("the seed is played", metadata: ["seed": "\(path)", "calls": "\(count)"])
        } catch {
            for app in chosen {
                try await empty(app, in: store, now())
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
        _ line: SeedLine, for app: AppSettings, by runner: some CommandRunner, at now: UnixTime, _ place: String
    ) async throws {
        guard let caller = app.admins.first else {
            throw ConfigurationError("\(place): the app \(app.sdkAppID) has no administrator who could call")
        }
        // a seed comes faster than people write
        var app = app
        app.messages.messagesPerSecond = nil
        app.messages.broadcastsPerSecond = nil
        do throws(APIError) {
            _ = try await runner.answer(
                to: CommandCall(name: line.command, app: app, caller: caller, arrival: now), body: line.body)
        } catch {
            throw ConfigurationError("\(place): \(line.command) is refused with \(error.number): \(error.reason)")
        }
    }

    /// Empties an app, but for its administrators.
    private func empty(_ app: AppSettings, in store: any GroupStore, _ now: UnixTime) async throws {
        let scope = app.scope(at: app.time(now))
        while try await !store.emptyApp(in: scope) {}
        try await store.importAccounts(app.admins.map { AccountImport(account: $0) }, in: scope)
    }

    private static func app(of line: SeedLine, among apps: [AppSettings]) throws -> AppSettings {
        guard let wanted = line.app else {
            guard apps.count == 1 else {
                throw SeedError("app must say which of the server's apps is meant")
            }
            return apps[0]
        }
        guard let app = apps.first(where: { $0.sdkAppID == wanted }) else {
            throw SeedError("the server has no app \(wanted)")
        }
        return app
    }

    private static func naming<Value>(_ path: String, _ number: Int, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SeedError {
            throw ConfigurationError("\(path), line \(number): \(error)")
        }
    }

    private func metadata(_ app: AppSettings) -> Logger.Metadata {
        ["seed": "\(path)", "sdkappid": "\(app.sdkAppID)"]
    }
}
