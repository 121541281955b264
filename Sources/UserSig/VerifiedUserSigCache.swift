import Synchronization
package import Wire

/// Remembers signatures that verified, so that a client's next call costs a look-up instead of a verification.
///
/// An entry is found only by the same text for the same app, account and key: all four are compared in full. It is
/// never found after its expiry, nor by a clock that has gone back behind the verification. Entries used lately are
/// kept longest: the cache holds two generations, a use moves an entry to the younger one, and when that has filled
/// half of the limits the older one is dropped.
///
/// - Concurrency: safe for use from any thread; one short lock.
package final class VerifiedUserSigCache: Sendable {
    private struct Entry {
        let text: Secret
        let sdkAppID: SDKAppID
        let identifier: Account
        let key: Secret
        let verification: UnixTime
        let expiry: UnixTime

        var byteCount: Int {
            // the identifiers, the hash table's slot and the headers of the strings, roughly
            text.revealed.utf8.count + 160
        }

        func isValid(at now: UnixTime) -> Bool {
            verification <= now && now <= expiry
        }

        func matches(_ text: Secret, _ sdkAppID: SDKAppID, _ identifier: Account, _ key: Secret) -> Bool {
            self.sdkAppID == sdkAppID
                && haveSameBytes(self.text.revealed, text.revealed)
                && haveSameBytes(self.identifier.text, identifier.text)
                && haveSameBytes(self.key.revealed, key.revealed)
        }
    }

    /// Entries by the hash of text and app.
    ///
    /// Of two that share a hash, the later one stays.
    private struct Generation {
        var entries: [Int: Entry] = [:]
        var byteCount = 0

        mutating func insert(_ entry: Entry, for hash: Int) {
            remove(hash)
            entries[hash] = entry
            byteCount += entry.byteCount
        }

        mutating func remove(_ hash: Int) {
            byteCount -= entries.removeValue(forKey: hash)?.byteCount ?? 0
        }

        mutating func removeExpired(now: UnixTime) {
            for (hash, entry) in entries where entry.expiry < now {
                remove(hash)
            }
        }
    }

    private struct State {
        var young = Generation()
        var old = Generation()
        var lastSweep = UnixTime(seconds: 0)
    }

    private static let sweepInterval: UInt32 = 60

    private let maximumEntries: Int
    private let maximumBytes: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - maximumEntries: signatures to remember at most.
    ///   - maximumBytes: memory to spend at most, roughly.
    package init(maximumEntries: Int = 16_384, maximumBytes: Int = 8 << 20) {
        self.maximumEntries = maximumEntries
        self.maximumBytes = maximumBytes
    }

    /// Signatures held, expired ones that have not been swept out yet included.
    package var count: Int {
        state.withLock { $0.young.entries.count + $0.old.entries.count }
    }

    /// Whether this very signature has verified before for this app, account and key, and is still valid.
    package func contains(
        _ text: Secret, sdkAppID: SDKAppID, identifier: Account, key: Secret, now: UnixTime
    ) -> Bool {
        expiry(of: text, sdkAppID: sdkAppID, identifier: identifier, key: key, now: now) != nil
    }

    /// The last second in which a signature is valid, where it has verified before for this app, account and key.
    ///
    /// - Returns: `nil` for any other signature, and for one that has expired.
    package func expiry(
        of text: Secret, sdkAppID: SDKAppID, identifier: Account, key: Secret, now: UnixTime
    ) -> UnixTime? {
        let hash = Self.hash(text, sdkAppID)
        return state.withLock { state in
            if let entry = state.young.entries[hash], entry.matches(text, sdkAppID, identifier, key) {
                return entry.isValid(at: now) ? entry.expiry : nil
            }
            guard let entry = state.old.entries[hash], entry.matches(text, sdkAppID, identifier, key) else {
                return nil
            }
            state.old.remove(hash)
            guard entry.isValid(at: now) else {
                return nil
            }
            insert(entry, for: hash, into: &state)
            return entry.expiry
        }
    }

    /// Remembers a signature that has just verified.
    ///
    /// - Parameter expiry: the last second in which it is valid.
    package func insert(
        _ text: Secret, sdkAppID: SDKAppID, identifier: Account, key: Secret, expiry: UnixTime, now: UnixTime
    ) {
        let entry = Entry(
            text: text, sdkAppID: sdkAppID, identifier: identifier, key: key, verification: now, expiry: expiry)
        guard now <= expiry, entry.byteCount * 2 <= maximumBytes, maximumEntries >= 2 else {
            return
        }
        let hash = Self.hash(text, sdkAppID)
        state.withLock { state in
            if now >= state.lastSweep.advanced(bySeconds: Self.sweepInterval) {
                state.young.removeExpired(now: now)
                state.old.removeExpired(now: now)
                state.lastSweep = now
            }
            state.old.remove(hash)
            insert(entry, for: hash, into: &state)
        }
    }

    private func insert(_ entry: Entry, for hash: Int, into state: inout State) {
        let isFull =
            (state.young.entries.count + 1) * 2 > maximumEntries
            || (state.young.byteCount + entry.byteCount) * 2 > maximumBytes
        if isFull {
            state.old = state.young
            state.young = Generation()
        }
        state.young.insert(entry, for: hash)
    }

    private static func hash(_ text: Secret, _ sdkAppID: SDKAppID) -> Int {
        var hasher = Hasher()
        hasher.combine(sdkAppID)
        var text = text.revealed
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return hasher.finalize()
    }
}
