/// Rows of a store contradict each other.
struct InconsistentRows: Error, CustomStringConvertible {
    let description: String
}
