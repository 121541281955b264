import Apps
import Logging
import Storage
import Wire

extension ServedApps {
    /// Empties an app and sets its clock back, as if the server had just started with it.
    ///
    /// - Parameter toSeed: whether it gets again what it began with.
    func reset(_ app: AppSettings, toSeed: Bool) async throws(ControlRefusal) -> AppSettings {
        let id = app.sdkAppID
        return try await alone(id) { () async throws(ControlRefusal) in
            let background = background(of: id)
            if toSeed, background.seed == nil {
                throw ControlRefusal(
                    .seedMissing,
                    "The app \(id) has no seed; start the server with --seed, or POST one to "
                        + "/control/v1/apps/\(id)/seed?keep=true.")
            }
            var fresh = try change(id) { $0.clock = background.firstClock }
            let emptied = fresh
            try await storing { () async throws(StoreError) in
                try await store.emptyWhole(emptied, at: surroundings.now())
            }
            surroundings.forget(id)
            if toSeed, let seed = background.seed {
                if let clock = try await planting({ try await seed.plant(emptied) }) {
                    fresh = try change(id) { $0.clock = clock }
                }
            }
            note("an app was reset", id, ["to": .string(toSeed ? "seed" : "empty")])
            return fresh
        }
    }

    /// Makes the calls of a seed.
    ///
    /// - Parameter isKept: whether the app is reset to these calls from now on.
    /// - Returns: how many there were.
    func play(_ calls: SeedCalls, for app: AppSettings, isKept: Bool) async throws(ControlRefusal) -> Int {
        let id = app.sdkAppID
        return try await alone(id) { () async throws(ControlRefusal) in
            let entries = try await planting { () async throws -> [SeedCalls.Entry] in
                try calls.entries(of: [app])[id] ?? []
            }
            let seed = AppSeed(calls: entries, by: runner, now: surroundings.now)
            _ = try await planting { try await seed.plant(app) }
            if isKept {
                changeBackground(of: id) { $0?.seed = seed }
            }
            note("a seed was played", id, ["calls": .stringConvertible(entries.count)])
            return entries.count
        }
    }

    private func planting<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws(ControlRefusal) -> Value {
        do {
            return try await body()
        } catch let error as SeedError {
            throw ControlRefusal(.callRefused, "The seed stops at \(error); the calls before it were made.")
        } catch {
            surroundings.logger.error("a seed cannot be played", metadata: ["cause": "\(error)"])
            throw ControlRefusal(.storeFailed, "The seed cannot be played; the server's log says why.")
        }
    }
}
