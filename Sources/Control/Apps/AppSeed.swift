package import Apps
package import Commands
package import Wire

/// What an app begins with, and begins with again when it is reset to its seed.
package struct AppSeed: Sendable {
    /// Puts it into the app, which is empty.
    ///
    /// It returns the clock that the app has then; `nil` for the one that it has. It throws ``SeedError``.
    package let plant: @Sendable (_ app: AppSettings) async throws -> AppClock?

    package init(plant: @escaping @Sendable (_ app: AppSettings) async throws -> AppClock?) {
        self.plant = plant
    }

    /// One that makes calls.
    package init(
        calls: [SeedCalls.Entry], by runner: any CommandRunner, now: @escaping @Sendable () -> UnixTime
    ) {
        self.init { app in
            for call in calls {
                try await SeedCalls.make(call, for: app, by: runner, at: now())
            }
            return nil
        }
    }
}
