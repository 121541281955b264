package import Wire

/// A rule that is in force or spent.
package struct ListedFault: Sendable, Equatable {
    /// Counted from 1 at the start of the server; no two rules have the same.
    package let number: Int
    package let rule: FaultRule
    /// How often it has hit.
    package internal(set) var hits = 0

    /// Whether it has hit as often as it may.
    package var isSpent: Bool { rule.count.map { hits >= $0 } ?? false }

    /// Writes it as an object of JSON.
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("number", number)
        rule.writeMembers(to: &writer)
        writer.field("hits", hits)
        writer.flag("spent", isSpent)
        writer.endObject()
    }
}

/// A fault that has hit a call.
package struct CallFault: Sendable, Equatable {
    /// The rule's.
    package let number: Int
    package let effect: CallEffect
}

/// A fault that has hit an event.
package struct WebhookFault: Sendable, Equatable {
    /// The rule's.
    package let number: Int
    package let effect: WebhookEffect
}
