import Presence
import Storage
import Wire

/// Makes what commands change in the presence of one node known to the others that share its store.
///
/// - Concurrency: safe for use from any thread.
final class PresenceMirror: NodeMessageObserver {
    /// What begins a message about presence.
    private static let topic = "presence "

    let presence: Presence

    /// - Parameter store: takes what other nodes are told.
    init(_ store: any NodeStore) {
        presence = Presence { told in
            for text in told.texts {
                store.tellNodes(Self.topic + text)
            }
        }
        store.observeNodeMessages(self)
    }

    func nodeTold(_ message: String) {
        guard message.hasPrefix(Self.topic), let told = ToldPresence(text: String(message.dropFirst(Self.topic.count)))
        else {
            return
        }
        presence.take(told)
    }
}
