package import Apps
package import Commands
import Groups
package import Wire

/// The calls of a seed, in order: a line each, as ``SeedLine`` says; empty lines count for nothing.
package struct SeedCalls: Sendable {
    /// A line with its place, counted from 1.
    package struct Entry: Sendable {
        package let number: Int
        package let line: SeedLine
    }

    package let entries: [Entry]

    /// - Parameter commands: those that there are.
    /// - Throws: ``SeedError`` for the first line that is wrong, with its number.
    package init(_ text: some Collection<UInt8>, commands: [CommandName]) throws(SeedError) {
        let commands = Dictionary(commands.map { ($0.description, $0) }, uniquingKeysWith: { first, _ in first })
        var entries: [Entry] = []
        let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (place, line) in lines.enumerated()
        where !line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) {
            do throws(SeedError) {
                entries.append(Entry(number: place + 1, line: try SeedLine(line, commands: commands)))
            } catch {
                throw error.at(line: place + 1)
            }
        }
        self.entries = entries
    }

    /// The calls for each of some apps.
    ///
    /// - Throws: ``SeedError`` for a line that names none of them, and for one that has to and does not.
    package func entries(of apps: [AppSettings]) throws(SeedError) -> [SDKAppID: [Entry]] {
        var found: [SDKAppID: [Entry]] = [:]
        for entry in entries {
            guard let wanted = entry.line.app ?? (apps.count == 1 ? apps[0].sdkAppID : nil) else {
                throw SeedError("app must say which of the server's apps is meant").at(line: entry.number)
            }
            guard apps.contains(where: { $0.sdkAppID == wanted }) else {
                throw SeedError("the server has no app \(wanted)").at(line: entry.number)
            }
            found[wanted, default: []].append(entry)
        }
        return found
    }

    /// Makes one of the calls, as the app's first administrator.
    ///
    /// - Throws: ``SeedError`` for a refusal, with the number of the line.
    package static func make(
        _ entry: Entry, for app: AppSettings, by runner: any CommandRunner, at now: UnixTime
    ) async throws(SeedError) {
        guard let caller = app.admins.first else {
            throw SeedError("the app \(app.sdkAppID) has no administrator who could call").at(line: entry.number)
        }
        // a seed comes faster than people write
        var app = app
        app.messages.messagesPerSecond = nil
        app.messages.broadcastsPerSecond = nil
        do throws(APIError) {
            _ = try await runner.answer(
                to: CommandCall(name: entry.line.command, app: app, caller: caller, arrival: now),
                body: entry.line.body)
        } catch {
            throw SeedError("\(entry.line.command) is refused with \(error.number): \(error.reason)")
                .at(line: entry.number)
        }
    }
}
