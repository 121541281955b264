/// Rows of a store contradict each other.
///
/// Where transactions of other nodes run beside a batch, what it has not found may be there when it asks for something else.
/// A batch that meets this is lost, so that each transaction runs alone.
struct InconsistentRows: Error, CustomStringConvertible {
    let description: String
}
