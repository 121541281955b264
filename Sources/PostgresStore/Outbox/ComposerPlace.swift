import Storage
import Synchronization

/// Where the lanes of a store find what says what goes into the outbox.
final class ComposerPlace: Sendable {
    private let composer = Mutex<(any OutboxComposer)?>(nil)

    func set(_ composer: any OutboxComposer) {
        self.composer.withLock { $0 = composer }
    }

    var found: (any OutboxComposer)? { composer.withLock(\.self) }
}
