/// Why a copy was not made or not ended; the description is meant for the operator.
package enum CopyError: Error, Equatable, Sendable {
    /// The destination holds something already.
    case destinationInUse(place: String)
    /// The destination holds a part of another store.
    case otherSource(place: String)
    /// A row of the source hangs on something that is not there.
    case unknownSubject(table: CopiedTable)
    /// A value of the source has no place in a column of the destination.
    case unfitValue(table: CopiedTable, column: String)
    /// The stores do not hold the same.
    case different([TableDifference])
}

/// A table that two stores do not hold alike.
package struct TableDifference: Equatable, Sendable {
    package let table: CopiedTable
    package let source: TableSum
    package let destination: TableSum
}

extension CopyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .destinationInUse(let place):
            "\(place) holds accounts or groups, or held some once; a store is copied to one that was never used"
        case .otherSource(let place):
            "\(place) holds an unfinished copy of another store; go on with that one, or empty the destination"
        case .unknownSubject(let table):
            "a row of the table \(table.name) belongs to something that the store does not hold; it is damaged, or has "
                + "changed since the copy began: empty the destination and begin anew"
        case .unfitValue(let table, let column):
            "the table \(table.name) holds a value that does not fit into the column \(column) of the destination"
        case .different(let differences):
            "the copy is not like the source, which has been changed since the copy began, or is damaged; empty the "
                + "destination and begin anew: " + differences.map(\.description).joined(separator: "; ")
        }
    }
}

extension TableDifference: CustomStringConvertible {
    package var description: String {
        "\(table.name) has \(source) in the source, \(destination) in the destination"
    }
}
