package import Apps
package import Storage
package import Wire

extension GroupStore {
    /// Removes all that an app has, but for its administrators.
    ///
    /// It goes in steps, each a commit of its own; calls that come meanwhile find what is left.
    ///
    /// - Parameter now: by the server's clock.
    package func emptyWhole(_ app: AppSettings, at now: UnixTime) async throws(StoreError) {
        let scope = app.scope(at: app.time(now))
        while try await !emptyApp(in: scope) {}
        try await importAccounts(app.admins.map { AccountImport(account: $0) }, in: scope)
    }
}
