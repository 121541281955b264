/// What a field has to look like in an object that is kept, or handed on, as a client sent it.
package struct FieldShape: Sendable {
    package let name: StaticString
    package let kind: Kind
    package let isRequired: Bool

    package init(_ name: StaticString, _ kind: Kind, isRequired: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
    }

    package enum Kind: Sendable {
        case text
        /// A whole number of 64 bits; one that is written otherwise is kept as the integer that it means.
        case integer
        case number
        case texts
        case object([FieldShape])
        /// A list of objects; the fields of each.
        case objects([FieldShape])
        /// A list of elements, as in a message.
        case messageBody
    }
}
