import Apps
import Wire

/// What another reading of the configuration changes about the apps of a running server.
///
/// Only a start can connect an app's backend, or part with it. So an app that is served keeps the backend that it has, and a
/// new one with a backend waits for the start: calls that its backend should hear of must not be taken without it.
struct AppChanges {
    private(set) var added: [AppSettings] = []
    /// Those whose settings are others; what the control port has changed of them is gone then, but for their clocks.
    private(set) var changed: [AppSettings] = []
    /// By number.
    private(set) var removed: [SDKAppID] = []
    /// Those that are to have another backend, or that are new and have one, by number.
    private(set) var waiting: [SDKAppID] = []
    /// How each app is served from now on, as the configuration has it.
    private(set) var all: [SDKAppID: AppSettings] = [:]

    /// - Parameters:
    ///   - served: the apps as the configuration had them before; those that somebody created are not among them.
    ///   - wanted: those that it has now.
    ///   - connected: the backends that the start has connected.
    init(
        from served: [SDKAppID: AppSettings], to wanted: [AppSettings], connected: [SDKAppID: WebhookSettings]
    ) {
        for wanted in wanted {
            let id = wanted.sdkAppID
            var app = wanted
            if wanted.webhooks != connected[id] {
                waiting.append(id)
                guard served[id] != nil else {
                    continue
                }
                app.webhooks = connected[id]
            }
            all[id] = app
            switch served[id] {
            case nil: added.append(app)
            case app?: break
            case .some: changed.append(app)
            }
        }
        removed = served.keys.filter { id in !wanted.contains { $0.sdkAppID == id } }.sorted { $0.number < $1.number }
        waiting.sort { $0.number < $1.number }
    }

    /// Makes the changes: each call sees all of them or none.
    ///
    /// - Parameters:
    ///   - created: the apps that somebody has created; those that the configuration has now are among the added ones.
    ///   - common: how these are served from now on; `nil` for as before.
    func apply(to directory: AppDirectory, created: [SDKAppID], common: AppSettings?) {
        directory.changeAll { apps in
            for id in removed {
                apps[id] = nil
            }
            for id in created {
                if let common, let served = apps[id] {
                    apps[id] = common.serving(served)
                }
            }
            for var app in added + changed {
                app.clock = apps[app.sdkAppID]?.clock ?? app.clock
                apps[app.sdkAppID] = app
            }
        }
    }
}

extension AppSettings {
    /// The same, for an app that somebody has created.
    fileprivate func serving(_ created: AppSettings) -> AppSettings {
        var app = self
        app.sdkAppID = created.sdkAppID
        app.secretKey = created.secretKey
        app.admins = created.admins
        app.clock = created.clock
        app.creation = created.creation
        // one that is being dropped stays switched off
        app.isDisabled = isDisabled || created.isDisabled
        return app
    }
}
