import Synchronization

/// The promises that a checked store found broken.
final class Breaches: Sendable {
    private let promises = Mutex<[String]>([])

    var found: [String] { promises.withLock(\.self) }

    var note: @Sendable (String) -> Void {
        { promise in self.promises.withLock { $0.append(promise) } }
    }
}
