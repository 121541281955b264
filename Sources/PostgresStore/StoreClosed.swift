/// The cause of a failure: the store has been closed.
struct StoreClosed: Error, CustomStringConvertible {
    var description: String { "the store is closed" }
}
