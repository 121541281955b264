package import Wire

/// The apps that a server serves.
///
/// It is fixed while the server runs.
package struct AppDirectory: Sendable {
    private let apps: [SDKAppID: AppSettings]

    /// - Parameter apps: with different numbers; of two with the same number the later one counts.
    package init(_ apps: [AppSettings]) {
        self.apps = Dictionary(apps.map { ($0.sdkAppID, $0) }, uniquingKeysWith: { _, later in later })
    }

    /// In any order.
    package var all: [AppSettings] { Array(apps.values) }

    package subscript(id: SDKAppID) -> AppSettings? { apps[id] }
}
