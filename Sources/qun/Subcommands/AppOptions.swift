import Apps
import ArgumentParser
import Wire

/// Where an app is, and which: the place of its store, and the app among several.
struct AppOptions: ParsableArguments {
    @OptionGroup var place: StorePlace

    @OptionGroup var server: AskedServer

    @Option(
        name: [.customLong("app"), .customLong("sdkappid")],
        help: ArgumentHelp("The app; where one is served only, it need not be said.", valueName: "number"))
    var app: UInt32?

    func validate() throws {
        guard server.control == nil || (place.data == nil && place.store == nil && place.config == nil) else {
            throw ValidationError(
                "--control asks a running server, which knows its store: leave --data, --store and --config out")
        }
    }

    /// The app and the accounts that it has before anybody has used it.
    ///
    /// - Throws: `ValidationError` where it is not clear which app is meant.
    func app(in configuration: ServerConfiguration) throws -> (id: SDKAppID, administrators: [Account]) {
        let apps = try configuration.appsOfServer()
        if let app {
            guard app > 0 else {
                throw ValidationError("--app must be the number of an app")
            }
            let known = apps.first { $0.sdkAppID.number == app }
            return (SDKAppID(app), (known ?? configuration.common).admins)
        }
        guard apps.count == 1, let only = apps.first else {
            throw ValidationError("--app is missing: which of the apps is meant?")
        }
        return (only.sdkAppID, only.admins)
    }
}
