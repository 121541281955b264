/// One connection of a client, as the presence of an app knows it; never given twice.
package struct ConnectionID: Hashable, Sendable {
    let number: UInt64
}
