import Groups
import Wire

/// The entries of a page of history, as JSON.
///
/// - Source: protocol reference file 40, section 7; decision 12 of the protocol reference.
struct HistoryPage: Sendable {
    /// A raw value is what `IsFinished` says.
    enum Finish: Int {
        /// More was asked for than the page holds.
        case partly = 0
        /// All that was asked for is there.
        case wholly = 1
        /// As ``partly``, and the page has no message that is still kept.
        case expired = 2
    }

    /// What an answer holds besides the entries, at most.
    private static let envelopeBytes = 256

    /// The array of the entries.
    let entries: [UInt8]
    let isFinished: Finish

    /// - Parameters:
    ///   - history: the highest number first, without gaps.
    ///   - isWhole: whether no more was asked for than a page may hold.
    ///   - withRecalled: whether recalled messages are shown.
    ///   - maximumBytes: of the whole answer; the page ends before it, but never without an entry.
    init(_ history: [HistoryEntry], isWhole: Bool, withRecalled: Bool, maximumBytes: Int) {
        var shown = history.filter { withRecalled || !$0.isRecalled }
        var standsForOthers = false
        // an empty page would look like the beginning of the history
        if shown.isEmpty, let lowest = history.last, lowest.seq > 1 {
            shown = [lowest]
            standsForOthers = true
        }
        var writer = JSONWriter(capacity: 4_096)
        var count = 0
        writer.beginArray()
        for entry in shown {
            let end = writer.count
            writer.historyEntry(entry, asPlaceholder: standsForOthers)
            guard count == 0 || writer.count + Self.envelopeBytes <= maximumBytes else {
                writer.truncate(to: end)
                break
            }
            count += 1
        }
        writer.endArray()
        entries = writer.bytes
        let page = shown.prefix(count)
        guard !isWhole || count < shown.count else {
            isFinished = .wholly
            return
        }
        isFinished = page.allSatisfy(\.isExpired) && !page.isEmpty ? .expired : .partly
    }
}

extension HistoryEntry {
    fileprivate var isRecalled: Bool {
        guard case .message(let message) = self else {
            return false
        }
        return message.isRecalled
    }

    fileprivate var isExpired: Bool {
        guard case .expired = self else {
            return false
        }
        return true
    }
}

extension JSONWriter {
    /// - Parameter asPlaceholder: hides what the message says.
    fileprivate mutating func historyEntry(_ entry: HistoryEntry, asPlaceholder: Bool) {
        beginObject()
        switch entry {
        case .expired(let seq):
            field("From_Account", "")
            field("IsPlaceMsg", 1)
            field("MsgBody", [])
            field("MsgPriority", 0)
            field("MsgRandom", 0)
            field("MsgSeq", seq)
            field("MsgTimeStamp", 0)
        case .message(let message):
            field("From_Account", message.sender.text)
            field("IsPlaceMsg", asPlaceholder ? 1 : message.isRecalled ? 2 : 0)
            if message.isTip {
                field("IsSystemMsg", 1)
            }
            key("MsgBody")
            encoded(asPlaceholder ? Array("[]".utf8) : message.content.body)
            field("MsgPriority", message.priority.number)
            field("MsgRandom", message.random)
            field("MsgSeq", message.seq)
            field("MsgTimeStamp", message.time.seconds)
            if !asPlaceholder, !message.content.cloudCustomData.isEmpty {
                field("CloudCustomData", message.content.cloudCustomData)
            }
        }
        endObject()
    }
}
