package import Groups

/// What a field of a request may hold.
package indirect enum FieldForm: Sendable {
    /// A string of at most so many bytes of UTF-8; `nil` for no limit of its own.
    case text(atMost: FieldLimit?)
    /// The name of an account.
    case account
    /// A whole number in a range.
    case integer(ClosedRange<Int64>)
    /// 0 or 1, or a boolean.
    case flag
    /// One of these texts.
    case choice([String])
    /// A text that means something when it is one of these, and nothing else.
    case name(of: [String])
    /// A list of at most so many entries.
    case list(of: FieldForm, atMost: FieldLimit?)
    case object(FieldList)
    /// An object that is kept as it came; of the fields that are known each has its own form, others may hold anything.
    case kept([FieldShape])
    /// The elements of a message.
    case messageBody
    /// Anything; what is meant stands in the field's meaning.
    case anything
}
