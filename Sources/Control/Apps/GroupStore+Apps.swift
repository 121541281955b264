package import Apps
package import Storage
package import Wire

extension GroupStore {
    /// Removes all that an app has.
    ///
    /// It goes in steps, each a commit of its own; calls that come meanwhile find what is left.
    ///
    /// - Parameter now: by the server's clock.
    func removeAll(of app: AppSettings, at now: UnixTime) async throws(StoreError) {
        while try await !emptyApp(in: app.scope(at: app.time(now))) {}
    }

    /// Removes all that an app has, as ``removeAll(of:at:)``, but for its administrators.
    package func emptyWhole(_ app: AppSettings, at now: UnixTime) async throws(StoreError) {
        try await removeAll(of: app, at: now)
        try await importAdmins(of: app, at: app.time(now))
    }

    /// Lets an app's administrators exist.
    ///
    /// - Parameter time: that they are imported at.
    package func importAdmins(of app: AppSettings, at time: UnixTime) async throws(StoreError) {
        try await importAccounts(app.admins.map { AccountImport(account: $0) }, in: app.scope(at: time))
    }
}
