/// A field of a record: a column of a table in the words of the protocol.
package struct RecordField: Sendable {
    /// As ``CopiedTable`` names it.
    package let column: String
    /// In the record; of a column that a record does not have as such, its name.
    package let name: String
    package let coding: FieldCoding
    /// What it is, for documents.
    package let meaning: String

    init(_ column: String, _ name: String, _ coding: FieldCoding, _ meaning: String) {
        self.column = column
        self.name = name
        self.coding = coding
        self.meaning = meaning
    }
}
