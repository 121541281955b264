import Commands
import Configuration
import Foundation
import SystemPackage
import Wire

/// Everything that `qun serve` is told from outside.
struct ServerConfiguration {
    var host = "127.0.0.1"
    var port = 8080
    /// `nil` without TLS.
    var tlsPort: Int? = 8443
    /// The operator's own certificate chain and key, both PEM files.
    var certificate: (chain: String, key: String)?
    var dataFolder = "./qun-data"
    var isDemo = false
    var logLevel = "info"
    /// Memory, in bytes, for groups that are answered without reading the store; 0 keeps none.
    var readCacheBytes = 134_217_728
    var limits = LimitSettings()
    /// The configured apps; empty when the server is to make one.
    var apps: [AppSettings] = []
    /// How an app that the server makes itself is served; it has no number and no key yet.
    var common: AppSettings

    /// Whether only programs on this machine can connect.
    var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - flags: the flags of the command line, by the names of the settings.
    ///   - environment: variables; those named `QUN_…` count.
    /// - Throws: ``ConfigurationError`` for a file that cannot be read, an unknown key or a wrong value.
    static func load(
        flags: [String: ConfigContent], environment: [String: String]
    ) async throws -> ServerConfiguration {
        let flagProvider = InMemoryProvider(
            values: Dictionary(
                uniqueKeysWithValues: flags.map { key, content in
                    (AbsoluteConfigKey([key]), ConfigValue(content, isSecret: key == "secretKey"))
                }))
        let environmentProvider = EnvironmentVariablesProvider(environmentVariables: environment)
            .prefixKeys(with: "qun")
        var sources: [(name: String, provider: any ConfigProvider)] = [
            ("flags", flagProvider), ("environment", environmentProvider),
        ]
        var appNumbers: [String] = []
        if let path = try SettingsReader(sources: sources).string("config") {
            let file = try ConfigurationFile(path: path)
            appNumbers = file.appNumbers
            sources.append(("file \(path)", try await file.provider()))
        }
        return try ServerConfiguration(SettingsReader(sources: sources), appNumbers: appNumbers)
    }

    private init(_ settings: SettingsReader, appNumbers: [String]) throws {
        host = try settings.string("host") ?? host
        port = try settings.int("port", in: 0...65_535) ?? port
        tlsPort = try settings.int("tlsPort", in: 0...65_535) ?? tlsPort
        if try settings.bool("noTls") == true {
            tlsPort = nil
        }
        dataFolder = try settings.string("data") ?? dataFolder
        isDemo = try settings.bool("demo") ?? isDemo
        logLevel = try settings.string("logLevel") ?? logLevel
        readCacheBytes = try settings.int("readCacheBytes", in: 0...1_099_511_627_776) ?? readCacheBytes
        certificate =
            switch (try settings.string("tlsCertificate"), try settings.string("tlsKey")) {
            case (let chain?, let key?): (chain, key)
            case (nil, nil): nil
            default: throw ConfigurationError("tlsCertificate and tlsKey go together; only one of them is given")
            }
        limits = try LimitSettings(settings.section("limits"))
        apps = try AppSettings.all(in: settings, numbers: appNumbers)
        common = try AppSettings.common(in: settings)
    }
}
