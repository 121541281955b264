import Apps
import Commands
import Configuration
import Control
import Gateway
import Logging
import Wire

/// Everything that `qun serve` is told from outside.
struct ServerConfiguration {
    var host = "127.0.0.1"
    var port = 8080
    /// `nil` without TLS.
    var tlsPort: Int?
    /// The operator's own certificate chain and key, both PEM files.
    var certificate: (chain: String, key: String)?
    /// The folder of what the server makes for itself, and of the database where there is no other.
    var dataFolder = "./qun-data"
    /// Whether the data folder is a new one among the temporary files, for one run.
    var isEphemeral = false
    /// The path of a file that says where the server is while it takes calls.
    var readyFile: String?
    /// Where accounts and groups are kept.
    var store = StoreSettings.dataFolder
    /// Whether a new store may begin where the folder's own is missing.
    var allowsNewStore = false
    var isDemo = false
    /// A file of calls that apps without groups begin with.
    var seedPath: String?
    var logLevel = Logger.Level.info
    var logFormat = LogFormat.auto
    /// The name of the header of answers that tells the identifier of the request; `nil` for none.
    var requestIDHeader: String?
    /// Memory, in bytes, for groups that are answered without reading the store; 0 keeps none.
    var readCacheBytes = 134_217_728
    var limits = GatewayLimits()
    /// `nil` without a control port.
    var control: ControlSettings?
    /// The configured apps; empty when the server is to make one.
    var apps: [AppSettings] = []
    /// How an app that the server makes itself is served; it has no number and no key yet.
    var common: AppSettings

    /// The settings that were given, and where; every other one is what it is by default.
    var givenSettings: [ShownSetting] = []
    /// All settings with what they are, and where that comes from.
    var allSettings: [ShownSetting] = []

    /// What these settings are, for comparing.
    var givenValues = GivenValues()

    /// The files that hold secrets outside the data folder: the configuration file with a key in it, and the key of TLS.
    var secretFiles: [String] = []

    /// Whether only programs on this machine can connect.
    var isLoopback: Bool { Self.isLoopback(host) }

    /// Whether only programs on this machine can reach an address.
    static func isLoopback(_ host: String) -> Bool {
        let isIPv4 = host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        return host == "localhost" || host == "::1" || (isIPv4 && host.hasPrefix("127."))
    }

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - flags: the flags of the command line, by the names of the settings.
    ///   - environment: variables; those named `QUN_…` count.
    ///   - keyFiles: reads the keys of apps that are in files; `nil` where nobody needs a key, so that none has to be there.
    /// - Throws: ``ConfigurationError`` for a file that cannot be read, unknown names and wrong values, a line for each.
    static func load(
        flags: [String: ConfigContent], environment: [String: String], keyFiles: KeyFiles? = KeyFiles()
    ) throws -> ServerConfiguration {
        var sources = [SettingsSource.flags(flags), .environment(environment)]
        let faults = SettingFaults()
        let file = try SettingsReader(sources: sources, faults: faults).string(fileSetting).map(loadFile)
        try faults.check()
        let appNumbers = file?.appNumbers ?? []
        let names = try SettingNames.asked { reader in _ = try ServerConfiguration(reader, appNumbers: appNumbers) }
        file?.check(names, faults: faults)
        names.insert([fileSetting])
        try names.check(environment, of: sources[1], faults: faults)
        if let file {
            sources.append(file.source)
        }
        let given = SettingNames()
        var configuration = try ServerConfiguration(
            SettingsReader(sources: sources, names: given, faults: faults, keyFiles: keyFiles), appNumbers: appNumbers)
        try faults.check()
        configuration.givenSettings = given.givenSettings
        configuration.givenValues = given.givenValues
        configuration.allSettings = given.shownSettings
        if let file, file.holdsSecrets {
            configuration.secretFiles.append(file.path)
        }
        configuration.secretFiles += keyFiles?.paths ?? []
        return configuration
    }

    private static func loadFile(_ path: String) throws -> ConfigurationFile {
        do {
            return try ConfigurationFile(path: path)
        } catch let error as ConfigurationError {
            throw ConfigurationError(error.description, isAboutSettings: true)
        }
    }

    /// The names of all settings, as the documents have them, with the variable of each.
    static func variables() throws -> [String: String] {
        let names = try SettingNames.asked { reader in _ = try ServerConfiguration(reader, appNumbers: []) }
        names.insert([fileSetting])
        return try names.variables(of: .environment([:]))
    }

    /// The name of the setting that names the configuration file.
    private static let fileSetting = "config"
    private static let defaultTLSPort = 8443

    private init(_ settings: SettingsReader, appNumbers: [String]) throws {
        common = try settings.attempt(else: AppSettings(sdkAppID: SDKAppID(0), secretKey: nil, admins: [])) {
            try AppSettings.common(in: settings)
        }
        host = try settings.string("host", else: host)
        port = try settings.int("port", in: 0...65_535, else: port)
        dataFolder = try settings.string("data", else: dataFolder)
        allowsNewStore = try settings.bool("newStore", else: allowsNewStore)
        isEphemeral = try settings.bool("ephemeral", else: isEphemeral)
        readyFile = try settings.string("readyFile")
        isDemo = try settings.bool("demo", else: isDemo)
        seedPath = try settings.string("seed")
        logLevel = try settings.choice("logLevel", else: logLevel)
        logFormat = try settings.choice("logFormat", else: logFormat)
        requestIDHeader = try settings.headerName("requestIdHeader")
        readCacheBytes = try settings.int("readCacheBytes", in: 0...1_099_511_627_776, else: readCacheBytes)
        store = try settings.attempt(else: store) {
            try Self.store(settings, allowsNewStore: allowsNewStore, isEphemeral: isEphemeral)
        }
        (tlsPort, certificate) = try settings.attempt(else: (nil, nil)) { try Self.tls(settings) }
        secretFiles = [certificate?.key].compactMap { $0 }
        limits = try GatewayLimits(settings.section("limits"))
        control = try settings.attempt(else: nil) { try ControlSettings(settings) }
        apps = try settings.attempt(else: []) { try AppSettings.all(in: settings, numbers: appNumbers) }
        try settings.attempt(else: ()) { try checkTogether() }
    }

    private static func store(
        _ settings: SettingsReader, allowsNewStore: Bool, isEphemeral: Bool
    ) throws -> StoreSettings {
        let store = try StoreSettings(settings)
        if case .postgres = store, allowsNewStore {
            throw ConfigurationError("newStore is about a store in the data folder; leave it out beside store")
        }
        if isEphemeral {
            try checkEphemeral(settings, store: store)
        }
        return store
    }

    private static func tls(_ settings: SettingsReader) throws -> (
        port: Int?, certificate: (chain: String, key: String)?
    ) {
        let port = try settings.int("tlsPort", in: 0...65_535)
        let certificate: (chain: String, key: String)? =
            switch (try settings.string("tlsCertificate"), try settings.string("tlsKey")) {
            case (let chain?, let key?): (chain, key)
            case (nil, nil): nil
            default: throw ConfigurationError("tlsCertificate and tlsKey go together; only one of them is given")
            }
        guard try settings.bool("noTls", else: false) else {
            return (try settings.int("tlsPort", in: 0...65_535, else: defaultTLSPort), certificate)
        }
        guard port == nil, certificate == nil else {
            throw ConfigurationError("noTls leaves tlsPort, tlsCertificate and tlsKey without effect; leave them out")
        }
        return (nil, nil)
    }

    private func checkTogether() throws {
        guard port == 0 || port != tlsPort else {
            throw ConfigurationError("port and tlsPort are both \(port)")
        }
        if let control, control.isPortChosen, control.port > 0, [port, tlsPort].contains(control.port) {
            throw ConfigurationError("control.port is \(control.port), which is a port of the API already")
        }
        guard !isDemo || !apps.contains(where: { $0.sdkAppID == DemoWorld.sdkAppID }) else {
            throw ConfigurationError("the app \(DemoWorld.sdkAppID) is the demo's and cannot be configured beside it")
        }
    }

    /// The demo's key is known to everybody, so nobody else's machine may reach an app that has it.
    func checkDemoKey() throws {
        let usesDemoKey = isDemo || apps.contains { $0.secretKey == DemoWorld.secretKey }
        guard !usesDemoKey || isLoopback else {
            throw ConfigurationError(
                "the demo app's key is known to everybody, so it is served on loopback addresses only; "
                    + "leave --demo out, or use --host 127.0.0.1")
        }
    }

    /// Refuses what would not go with the data folder of one run.
    private static func checkEphemeral(_ settings: SettingsReader, store: StoreSettings) throws {
        if try settings.string("data") != nil {
            throw ConfigurationError(
                "ephemeral and data cannot both be given: one begins with a new folder that goes at the end, the other names "
                    + "a folder that stays")
        }
        if case .postgres = store {
            throw ConfigurationError(
                "ephemeral and store cannot both be given: what is in the database would stay at the end")
        }
    }
}
