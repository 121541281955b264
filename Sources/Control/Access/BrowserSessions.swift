import Synchronization
import Wire

/// The sessions of browsers that have shown the token.
///
/// They live in memory: after a restart people sign in again. The oldest one ends where there would be too many.
///
/// - Concurrency: safe for use from any thread.
final class BrowserSessions: Sendable {
    struct Session: Sendable {
        /// The value of the cookie.
        let id: Secret
        /// The value of the header `X-Qun-CSRF`.
        let csrf: Secret
        let end: UnixTime
    }

    /// How long one lasts, in seconds.
    static let seconds: UInt32 = 43_200
    private static let maximumCount = 100

    /// The value of the header `X-Qun-CSRF` where there is no token, and so no session.
    let openCSRF: Secret
    private let sessions = Mutex<[Session]>([])
    private let random: @Sendable (_ bound: Int) -> Int

    /// - Parameter random: yields an index below a bound, from a cryptographic source.
    init(random: @escaping @Sendable (_ bound: Int) -> Int) {
        self.random = random
        openCSRF = RandomText.hex(count: 32, random)
    }

    func begin(now: UnixTime) -> Session {
        let session = Session(
            id: RandomText.hex(count: 64, random), csrf: RandomText.hex(count: 32, random),
            end: now.advanced(bySeconds: Self.seconds))
        sessions.withLock { sessions in
            sessions.removeAll { $0.end < now }
            if sessions.count == Self.maximumCount {
                sessions.removeFirst()
            }
            sessions.append(session)
        }
        return session
    }

    /// The CSRF value of a session; `nil` for none that lasts.
    func csrf(of id: Secret, now: UnixTime) -> Secret? {
        sessions.withLock { sessions in
            sessions.first {
                AccessRules.areSame(Array($0.id.revealed.utf8), Array(id.revealed.utf8)) && now <= $0.end
            }?.csrf
        }
    }

    func end(_ id: Secret) {
        sessions.withLock { sessions in sessions.removeAll { $0.id == id } }
    }
}
