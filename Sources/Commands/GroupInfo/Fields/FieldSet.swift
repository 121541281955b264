import Apps
import Wire

/// A kind of field that an answer may have: a line of a table, whose order is that of the answer.
protocol AnswerField: Sendable {
    /// All fields of the kind, in the order in which they stand in an answer; at most 32.
    static var table: [Self] { get }

    /// As it stands in answers, and as filters name it.
    var name: StaticString { get }
    /// Which answers to unfiltered requests have it.
    var unfiltered: UnfilteredUse { get }
    /// Whether it is not of the profile, and presence has to be asked.
    var isOfPresence: Bool { get }
}

extension AnswerField {
    /// The names of all fields of the kind, each once: a field may have a line for each kind of answer.
    static var names: [String] {
        table.map(\.name.description).reduce(into: []) { names, name in
            if !names.contains(name) {
                names.append(name)
            }
        }
    }
}

/// Which answers to unfiltered requests have a field.
enum UnfilteredUse {
    /// All.
    case seed
    /// Those of the field profile `current`.
    case current
    /// Those of apps that answer legacy names beside the newer ones.
    case legacyNames
    /// None.
    case never
}

/// Fields of one kind, such as those that a filter names.
struct FieldSet<Field: AnswerField>: OptionSet, Sendable {
    /// A bit for each line of the table, the lowest for the first.
    let rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The field of one line of the table.
    init(line: Int) {
        rawValue = 1 << UInt32(line)
    }

    /// The fields that a filter names; names that no field has are passed over.
    init(names: [String]) {
        self = names.reduce(into: []) { fields, name in
            var name = name
            fields.formUnion(name.withUTF8 { FieldSet(name: UnsafeRawBufferPointer($0)) })
        }
    }

    /// The fields of a name, in UTF-8; none for a name that no field has.
    init(name: UnsafeRawBufferPointer) {
        self.init { field in
            field.name.utf8CodeUnitCount == name.count
                && field.name.withUTF8Buffer { own in own.indices.allSatisfy { own[$0] == name[$0] } }
        }
    }

    /// The fields of the answer to an unfiltered request.
    init(unfiltered profile: FieldProfile, withLegacyNames: Bool) {
        self.init { field in
            switch field.unfiltered {
            case .seed: true
            case .current: profile == .current
            case .legacyNames: withLegacyNames
            case .never: false
            }
        }
    }

    /// Those for which presence has to be asked.
    static var ofPresence: FieldSet { FieldSet { $0.isOfPresence } }

    private init(where isIncluded: (Field) -> Bool) {
        let table = Field.table
        self = table.indices.reduce(into: []) { fields, line in
            if isIncluded(table[line]) {
                fields.formUnion(FieldSet(line: line))
            }
        }
    }

    /// Calls the body with each field, in the order of the answer.
    func forEach(_ body: (Field) -> Void) {
        let table = Field.table
        var rest = rawValue
        while rest != 0 {
            body(table[rest.trailingZeroBitCount])
            rest &= rest - 1
        }
    }
}
