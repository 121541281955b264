import Apps

/// The settings that a running server takes over when it reads its configuration again; all others wait for a start.
struct LiveSettings {
    /// Those that describe an app.
    private let ofApps: Set<String>

    init() throws {
        let names = try SettingNames.asked { reader in _ = try AppSettings.common(in: reader) }
        // a start alone connects backends
        ofApps = Set(names.all.filter { !$0.hasPrefix("webhooks.") })
    }

    /// - Parameter name: of a setting, with those of sections before it.
    func contains(_ name: String) -> Bool {
        let path = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        if path.count == 3, path[0] == "apps" {
            return ofApps.contains(String(path[2]))
        }
        return path.first == "limits" || ofApps.contains(name) || Self.others.contains(name)
    }

    private static let others: Set = ["sdkappid", "tlsCertificate", "tlsKey"]
}
