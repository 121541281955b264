/// How a lost connection is opened again.
struct Reconnection: Sendable {
    /// The wait after the first attempt that fails; each wait is twice the one before, less up to a half of it by chance.
    var firstWait = Duration.milliseconds(50)
    var longestWait = Duration.seconds(1)
    /// For so long calls wait for a server that cannot be reached.
    ///
    /// When it has been away longer, they fail at once until
    /// the next attempt is due.
    var patience = Duration.seconds(5)
}

/// Keeps one connection to the server, and opens another when it is lost.
///
/// - Concurrency: used by one thread at a time, which it blocks.
final class ConnectionKeeper {
    /// What was seen since the server could be reached last.
    private struct Absence {
        let since: Duration
        var nextAttempt: Duration
        var wait: Duration
        var error: PostgresError
    }

    private let settings: ConnectionSettings
    private let reconnection: Reconnection
    private let surroundings: Surroundings
    private var present: PostgresConnection?
    private var absence: Absence?

    init(_ settings: ConnectionSettings, _ reconnection: Reconnection, _ surroundings: Surroundings) {
        self.settings = settings
        self.reconnection = reconnection
        self.surroundings = surroundings
    }

    /// A connection that was usable when it was used last.
    ///
    /// - Throws: why there is none, when that has lasted too long.
    func connection() throws(PostgresError) -> PostgresConnection {
        if let present, present.isUsable {
            return present
        }
        present = nil
        while true {
            if let absence {
                try waitOut(absence)
            }
            do {
                let connection = try PostgresConnection(settings)
                present = connection
                absence = nil
                return connection
            } catch {
                try note(error)
            }
        }
    }

    /// Closes the connection.
    func close() {
        present = nil
    }

    /// Waits until the next attempt is due.
    private func waitOut(_ absence: Absence) throws(PostgresError) {
        let now = surroundings.uptime()
        guard now < absence.nextAttempt else {
            return
        }
        guard now - absence.since < reconnection.patience else {
            throw absence.error
        }
        surroundings.pause(absence.nextAttempt - now)
    }

    /// Notes that an attempt has failed.
    private func note(_ error: PostgresError) throws(PostgresError) {
        let now = surroundings.uptime()
        let wait = min(absence.map { $0.wait * 2 } ?? reconnection.firstWait, reconnection.longestWait)
        let since = absence?.since ?? now
        absence = Absence(
            since: since, nextAttempt: now + wait * (1 - surroundings.fraction() / 2), wait: wait, error: error)
        guard now - since < reconnection.patience else {
            throw error
        }
    }
}
