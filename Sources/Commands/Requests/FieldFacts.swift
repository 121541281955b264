/// What there is to know of one field of a request.
package struct FieldFacts: Sendable {
    /// A second name of a field.
    package struct OtherName: Sendable {
        /// What counts when a request gives both names.
        package enum Rule: Sendable {
            /// Two values are refused.
            case exclusive
            /// As ``exclusive``; unless the app is strict 0 and `false` count as no value.
            case exclusiveUnlessZero
            /// As ``exclusive``; a strict app does not know the second name.
            case lenient
            /// The first name wins, as it is the newer one.
            case older
        }

        package let name: StaticString
        package let rule: Rule
    }

    package let name: StaticString
    package internal(set) var otherName: OtherName?
    package let form: FieldForm
    /// Whether a request without the field is refused.
    package internal(set) var isRequired = false
    package let meaning: Wording

    init(_ name: StaticString, _ form: FieldForm, _ english: String, _ chinese: String) {
        self.name = name
        self.form = form
        meaning = Wording(english, chinese)
    }
}
