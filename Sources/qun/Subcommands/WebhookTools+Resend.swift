import ArgumentParser
import Storage
import Wire

extension WebhookTools {
    struct Resend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let events that were delivered, given up or parked be told again.",
            discussion: """
                They have the EventTime that they had. A server that runs does so within seconds, otherwise the next one \
                that starts.
                """)

        @OptionGroup var place: OutboxOptions

        @Argument(help: "The events, as `qun webhooks list` names them.")
        var events: [EventName] = []

        @Flag(help: "All that are parked or given up.")
        var failed = false

        func validate() throws {
            guard failed != !events.isEmpty else {
                throw ValidationError("name events, or give --failed")
            }
        }

        func run() async throws {
            try await place.withDesk { desk, app in
                var places = events.map(\.place)
                if failed {
                    places = try await desk.settledEvents(of: app, limit: Int(Int32.max))
                        .filter { $0.settlement.result != .delivered }.map(\.event.place).reversed()
                }
                var count = 0
                for place in places {
                    if try await desk.resend(place, of: app) {
                        count += 1
                    } else {
                        print("there is no event \(EventName(place)) that waits no longer")
                    }
                }
                print("\(count) events are told again")
                guard count == places.count else {
                    throw ExitCode.failure
                }
            }
        }
    }
}
