import Groups
import Storage
import Testing

extension ConformanceCase {
    static let events =
        EventPromise.all.map { promise in
            ConformanceCase("what \(promise.write) does is told, and nothing where it does nothing") { store in
                try await promise.body(EventScene(store))
            }
        } + [
            ConformanceCase("what many do at once is told in the order in which it happened, of each app") { store in
                let recorder = EventRecorder()
                try await store.create(.sample(.club, owner: .alice, members: [.bob]))
                try await store.create(.sample(.club, owner: .alice, members: [.bob]), in: otherApp)
                store.observeEvents(recorder)
                _ = try await refusals(of: 50) {
                    try await store.send(
                        .sample("\($0)", random: UInt32($0)), to: .club, in: $0.isMultiple(of: 2) ? app : otherApp)
                }
                let events = recorder.take()
                #expect(events.filter { $0.app == app }.compactMap(\.event.sentSeq) == Array(1...25))
                #expect(events.filter { $0.app == otherApp }.compactMap(\.event.sentSeq) == Array(1...25))
            },
            ConformanceCase("observers are told alike, and one that has gone is told nothing") { store in
                let first = EventRecorder()
                let second = EventRecorder()
                weak var gone: EventRecorder?
                do {
                    let third = EventRecorder()
                    gone = third
                    [first, second, third].forEach(store.observeEvents)
                }
                #expect(gone == nil)
                try await store.create(.sample(.club, owner: .alice))
                let events = first.take()
                #expect(events.count == 1)
                #expect(second.take() == events)
            },
        ]
}

extension AppEvent {
    /// The number of the message that the event is about; `nil` for another event.
    fileprivate var sentSeq: Int64? {
        guard case .group(let event) = self, case .messageSent(let message) = event.kind else {
            return nil
        }
        return message.seq
    }
}
