import ArgumentParser
import Foundation
import Storage
import Wire

extension WebhookTools {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the last events that were told, or what waits.",
            discussion: """
                A line has the time of the outcome, the outcome (delivered, givenUp or parked), how often it was tried,                 how long the last try took, the event, its name for `show` and `resend`, and the receiver's answer or                 why there was none. A server may run meanwhile.
                """)

        @OptionGroup var place: OutboxOptions

        @Flag(help: "List what waits, group by group, in the order in which it is told.")
        var waiting = false

        @Option(help: "How many events are listed.")
        var limit = 20

        func validate() throws {
            guard (1...100_000).contains(limit) else {
                throw ValidationError("--limit must be from 1 to 100000")
            }
        }

        func run() async throws {
            try await place.withDesk { desk, app in
                let state = try await desk.outboxState(of: app)
                let oldest = state.oldest.map { ", the oldest of \(LogTimestamp(milliseconds: $0))" } ?? ""
                print("\(state.waiting) events wait\(oldest); \(state.parked) are parked")
                if waiting {
                    try await listWaiting(at: desk, app)
                } else {
                    for event in try await desk.settledEvents(of: app, limit: limit) {
                        let outcome = event.settlement
                        print(
                            "\(LogTimestamp(milliseconds: event.time))  \(outcome.result)  tried \(outcome.attempts)  "
                                + "\(outcome.milliseconds) ms  \(event.event.command)  \(EventName(event.event.place))  "
                                + outcome.answer.visible)
                    }
                }
            }
        }

        private func listWaiting(at desk: any OutboxDesk, _ app: SDKAppID) async throws {
            var rest = limit
            var last: OutboxLane?
            while rest > 0 {
                let lanes = try await desk.waitingLanes(of: app, after: last, limit: 100)
                for lane in lanes where rest > 0 {
                    let places = [OutboxPlace(lane: lane, eventTime: Int64.min)]
                    for event in try await desk.waitingEvents(of: app, in: places, limit: rest) {
                        print("\(event.command)  \(EventName(event.place))")
                        rest -= 1
                    }
                }
                guard let end = lanes.last else {
                    return
                }
                last = end
            }
        }
    }
}
