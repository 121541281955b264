/// What concerns an app as a whole; the promises of ``GroupStore`` hold.
package protocol AppStore: Sendable {
    /// Removes some of what the app has, as much as takes milliseconds, until it is like an app that nobody has used.
    ///
    /// Nobody is told, and what waited to be told is gone. Messages cannot be read any more; the space that they take is
    /// freed by ``MessageStore/trimHistory(in:after:)``. What others write meanwhile may stay.
    ///
    /// - Returns: whether the app is empty; otherwise the call is to be repeated.
    func emptyApp(in scope: StoreScope) async throws(StoreError) -> Bool
}
