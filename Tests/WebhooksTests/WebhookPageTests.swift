import Foundation
import Testing

@testable import Webhooks

/// The list of events in docs/webhooks.md, which the events themselves print.
@Suite("The page about webhooks")
struct WebhookPageTests {
    @Test func `docs/webhooks.md is fresh`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/webhooks.md")
            .standardizedFileURL
        let kept = try String(contentsOf: file, encoding: .utf8)
        let head = try #require(kept.range(of: Self.mark)).upperBound
        let page = kept[..<head] + (try Self.list())
        if ProcessInfo.processInfo.environment["QUN_WRITE_DOCS"] == "1" {
            try Data(page.utf8).write(to: file)
        }
        #expect(kept == page, "docs/webhooks.md is stale: run scripts/docs --webhooks")
    }

    /// What stands before the list.
    private static let mark = "do not edit it.\n"

    private static func list() throws -> String {
        var examples = try EventBodyTests.examples()
        for sample in try EventBodyTests.Case.all() {
            for event in WebhookRegistry.afterEvents(of: sample.event) where examples[type(of: event).command] == nil {
                examples[type(of: event).command] = event
            }
        }
        return try WebhookRegistry.all.sorted { $0.command < $1.command }.map { event in
            try section(event, try #require(examples[event.command], "\(event.command) has no example"))
        }.joined()
    }

    private static func section(_ event: any WebhookEvent.Type, _ example: any WebhookEvent) throws -> String {
        let body = example.body(eventTime: 1_766_400_000_123)
        let value = try JSONSerialization.jsonObject(with: Data(body))
        #expect(value is [String: Any])
        let kind = WebhookRegistry.before.contains { $0.command == event.command } ? "Asked" : "Told"
        let shared = event.switchedAs == event.command ? "" : " Comes with `\(event.switchedAs)`, too."
        return """

            ### \(event.command)

            \(kind) \(kind == "Asked" ? "" : "when ")\(event.occasion).\(shared)

            | Field | Type | Meaning |
            |---|---|---|
            | `CallbackCommand` | String | the event |
            \(rows(event))\(event.hasEventTime ? "| `EventTime` | Integer | when it happened, in milliseconds since 1970 |\n" : "")
            ```json
            \(String(decoding: body, as: UTF8.self))
            ```

            """
    }

    private static func rows<Event: WebhookEvent>(_ event: Event.Type) -> String {
        event.fields.map { "| `\($0.name)` | \($0.shape.rawValue) | \($0.meaning) |\n" }.joined()
    }
}
