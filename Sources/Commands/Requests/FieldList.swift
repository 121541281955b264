/// The fields that one object of a request may have, in the order of the reference.
package struct FieldList: Sendable {
    package private(set) var facts: [FieldFacts]

    init(_ fields: any DeclaredField...) {
        facts = fields.map(\.facts)
    }

    static func + (list: FieldList, other: FieldList) -> FieldList {
        var sum = list
        sum.facts += other.facts
        return sum
    }

    func declares(_ name: StaticString) -> Bool {
        facts.contains { $0.name.description == name.description }
    }
}

/// A field of whatever value.
protocol DeclaredField: Sendable {
    var facts: FieldFacts { get }
}
