/// What is being done with a snapshot.
package enum SnapshotStep: Equatable, Sendable {
    /// So many records of a kind are written.
    case wrote(kind: String, records: Int64)
    /// So many records of the file are looked at, before the first is taken.
    case checked(records: Int64)
    /// So many records of the file are stored, all of which become visible at the end.
    case stored(kind: String, records: Int64)
    /// So many rows of a kind were read again, to be compared.
    case compared(kind: String, records: Int64)
}
