import Apps
import ArgumentParser
import Foundation
import Wire

/// An app and its key: those of the configuration or the data folder, or others that are given.
struct KeyedApp: ParsableArguments {
    @OptionGroup var place: StorePlace

    @Option(
        name: .customLong("sdkappid"),
        help: "The app; where a server has one only, it need not be said.")
    var sdkAppID: UInt32?

    @Option(
        help: ArgumentHelp(
            "The app's secret key, used as text, in place of that of the configuration or the data folder.",
            discussion: "Other users of the machine see the flags of a process."))
    var secretKey: Secret?

    @Option(
        help: ArgumentHelp("A file with the app's secret key, or - for standard input.", valueName: "file"))
    var secretKeyFile: String?

    func validate() throws {
        guard secretKey == nil || secretKeyFile == nil else {
            throw ValidationError("--secret-key and --secret-key-file cannot both be given")
        }
        guard sdkAppID != 0 else {
            throw ValidationError("--sdkappid must be the number of an app")
        }
    }

    /// The app's number and its key.
    ///
    /// - Parameter asked: the app that a call names; what is said here wins over it.
    /// - Throws: `ValidationError` where it is not clear which app is meant, ``ConfigurationError``.
    func find(asked: UInt32? = nil) throws -> (id: SDKAppID, key: Secret) {
        if let key = try givenKey() {
            guard let number = sdkAppID ?? asked else {
                throw ValidationError("--sdkappid is missing: the number of the app that has this key")
            }
            return (SDKAppID(number), key)
        }
        let configuration = try place.configuration(keyFiles: KeyFiles())
        let apps = try configuration.appsWithKeys()
        let numbers = apps.map { "\($0.sdkAppID)" }.joined(separator: ", ")
        guard !apps.isEmpty else {
            throw ConfigurationError(
                "no app is configured, and the data folder \(configuration.dataFolder) has none: name its place with --data "
                    + "or --config, or give --sdkappid and --secret-key-file")
        }
        guard let number = try sdkAppID ?? asked ?? only(of: apps, in: configuration) else {
            throw ValidationError("--sdkappid is missing: which of the apps \(numbers) is meant?")
        }
        guard let app = apps.first(where: { $0.sdkAppID.number == number }), let key = app.secretKey else {
            throw ConfigurationError(
                "the app \(number) is none of those that are known, \(numbers); give its key with --secret-key-file, or its "
                    + "place with --data or --config")
        }
        return (app.sdkAppID, key)
    }

    private func givenKey() throws -> Secret? {
        guard let secretKeyFile else {
            return secretKey
        }
        if secretKeyFile != KeyFiles.standardInput, let exposed = ExposedSecret(secretKeyFile) {
            StandardStream.error.write(Array("warning: \(exposed.warning)\n".utf8))
        }
        return try KeyFiles().key(at: secretKeyFile)
    }

    /// The one app that a server would name, beside those that were made while it ran.
    private func only(of apps: [AppSettings], in configuration: ServerConfiguration) throws -> UInt32? {
        let own = try configuration.appsOfServer()
        let candidates = own.isEmpty ? apps : own
        return candidates.count == 1 ? candidates[0].sdkAppID.number : nil
    }
}
