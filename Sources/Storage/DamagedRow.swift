/// A stored row that this version of the server cannot have written.
package struct DamagedRow: Error, CustomStringConvertible {
    package let table: String

    package init(table: String) {
        self.table = table
    }

    package var description: String { "a row of the table \(table) cannot be read" }
}
