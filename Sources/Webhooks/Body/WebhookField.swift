import Wire

/// A field of a webhook's body: its name, what it says, and how it is written.
///
/// The list of an event's fields is what its body holds, in this order, and what the documentation says of it.
package struct WebhookField<Event: Sendable>: Sendable {
    /// What a value is.
    ///
    /// A raw value is the word of the protocol reference.
    package enum Shape: String, Sendable {
        case string = "String"
        case integer = "Integer"
        case array = "Array"
    }

    package let name: StaticString
    package let shape: Shape
    /// For readers of the documentation; no full stop at the end.
    package let meaning: String
    /// Writes name and value; nothing where an event does not have the field.
    let write: @Sendable (_ event: Event, _ writer: inout JSONWriter) -> Void
}

extension WebhookField {
    /// A text; left out where there is none.
    static func text(
        _ name: StaticString, _ meaning: String, _ value: @escaping @Sendable (Event) -> String?
    ) -> WebhookField {
        WebhookField(name: name, shape: .string, meaning: meaning) { event, writer in
            if let text = value(event) {
                writer.field(name, text)
            }
        }
    }

    /// A number; left out where there is none.
    static func integer(
        _ name: StaticString, _ meaning: String, _ value: @escaping @Sendable (Event) -> Int64?
    ) -> WebhookField {
        WebhookField(name: name, shape: .integer, meaning: meaning) { event, writer in
            if let number = value(event) {
                writer.field(name, number)
            }
        }
    }

    /// A list of objects; left out where there is none.
    ///
    /// - Parameter members: writes the members of one object.
    static func objects<Element>(
        _ name: StaticString, _ meaning: String, _ elements: @escaping @Sendable (Event) -> [Element]?,
        _ members: @escaping @Sendable (_ writer: inout JSONWriter, _ element: Element) -> Void
    ) -> WebhookField {
        WebhookField(name: name, shape: .array, meaning: meaning) { event, writer in
            if let elements = elements(event) {
                writer.objects(name, of: elements, members)
            }
        }
    }

    /// A list of accounts, each an object with one key; left out where there is none.
    ///
    /// - Source: protocol reference file 50, section 1.
    static func accounts(
        _ name: StaticString, _ meaning: String, _ accounts: @escaping @Sendable (Event) -> [Account]?
    ) -> WebhookField {
        WebhookField(name: name, shape: .array, meaning: meaning) { event, writer in
            if let accounts = accounts(event) {
                writer.accounts(name, accounts)
            }
        }
    }

    /// A list of texts.
    static func texts(
        _ name: StaticString, _ meaning: String, _ texts: @escaping @Sendable (Event) -> [String]
    ) -> WebhookField {
        WebhookField(name: name, shape: .array, meaning: meaning) { event, writer in
            writer.field(name, texts(event))
        }
    }

    /// A list of custom fields; left out where there are none.
    static func customFields(
        _ name: StaticString, _ meaning: String, _ fields: @escaping @Sendable (Event) -> [CustomField]
    ) -> WebhookField {
        objects(name, meaning, { event in fields(event).nonEmpty }) { writer, field in
            writer.field("Key", field.key)
            writer.field("Value", field.value)
        }
    }
}

extension JSONWriter {
    /// Writes a list of accounts, each an object with one key.
    mutating func accounts(_ name: StaticString, _ accounts: [Account]) {
        objects(name, of: accounts) { writer, account in
            writer.field("Member_Account", account.text)
        }
    }
}

extension Array {
    /// The array, or `nil` where it has no elements.
    var nonEmpty: [Element]? { isEmpty ? nil : self }
}
