/// The cause of a failure: the store has been closed.
package struct StoreClosed: Error, CustomStringConvertible {
    package init() {}

    package var description: String { "the store is closed" }
}
