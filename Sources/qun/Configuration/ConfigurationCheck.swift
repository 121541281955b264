import Apps
import Commands
import Files
import Foundation
import NIOSSL
import SystemPackage
import Wire

/// What is wrong with the files that settings name, as far as it shows without a start.
struct ConfigurationCheck {
    /// A text for each fault.
    private(set) var faults: [String] = []
    /// Secrets that others have access to, which keeps no server from starting.
    let exposed: [ExposedSecret]
    /// What there is, in a line.
    private(set) var summary = ""

    private let configuration: ServerConfiguration
    private var folder: DataFolder { DataFolder(path: configuration.dataFolder) }

    init(of configuration: ServerConfiguration) {
        self.configuration = configuration
        exposed =
            configuration.secretFiles.compactMap(ExposedSecret.init)
            + (configuration.isEphemeral ? [] : ExposedSecret.all(in: DataFolder(path: configuration.dataFolder)))
        faults = [
            configuration.checkDemoKey, checkCertificate, checkBackends, checkFolder, checkApps, checkReadyFile,
        ].compactMap(Self.fault)
        let count = configuration.givenSettings.count
        summary = "\(count) \(count == 1 ? "setting is" : "settings are") given; \(apps)"
    }

    /// What a check throws, in words.
    private static func fault(_ check: () throws -> Void) -> String? {
        do {
            try check()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The apps that a server would begin with, in words.
    private var apps: String {
        let numbers =
            configuration.apps.map { "\($0.sdkAppID)" } + (configuration.isDemo ? ["\(DemoWorld.sdkAppID)"] : [])
        switch numbers.count {
        case 0:
            let made = configuration.isEphemeral ? nil : try? GeneratedApp.find(in: folder)
            return made.map { "the app is \($0.sdkAppID), made for the data folder" } ?? "the first start makes an app"
        case 1: return "the app is \(numbers[0])"
        default: return "the apps are \(numbers.joined(separator: ", "))"
        }
    }

    /// The data folder, or the one in which it would be made, can be written.
    private func checkFolder() throws {
        guard !configuration.isEphemeral else {
            return
        }
        var place = URL(fileURLWithPath: configuration.dataFolder)
        var isFolder: ObjCBool = false
        while !FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), place.path != "/" {
            place.deleteLastPathComponent()
        }
        guard isFolder.boolValue else {
            throw ConfigurationError(
                "\(configuration.dataFolder) cannot be used: \(place.path) is a file, and no folder")
        }
        guard access(place.path, W_OK | X_OK) == 0 else {
            throw ConfigurationError(
                "\(configuration.dataFolder) cannot be used: \(place.path): \(Errno(rawValue: errno).words)")
        }
    }

    /// The apps that the data folder has, and what the seed says of all.
    private func checkApps() throws {
        var apps = configuration.apps
        if configuration.isDemo {
            var demo = configuration.common
            demo.sdkAppID = DemoWorld.sdkAppID
            apps.append(demo)
        }
        if !configuration.isEphemeral {
            _ = try CreatedAppsFile(folder: folder).read()
            if apps.isEmpty, let made = try GeneratedApp.find(in: folder) {
                var app = configuration.common
                app.sdkAppID = made.sdkAppID
                apps.append(app)
            }
        }
        if let path = configuration.seedPath {
            let seed = try Seed(readingFile: path, commands: CommandRegistry.entries.map(\.name))
            // the number of an app that is to be made is not known
            if !apps.isEmpty {
                _ = try seed.entries(of: apps)
            }
        }
    }

    private func checkCertificate() throws {
        _ = try configuration.certificate.map { try ServedCertificate(chain: $0.chain, key: $0.key) }
    }

    /// The authorities that sign for the backends of apps.
    private func checkBackends() throws {
        let files = (configuration.apps + [configuration.common]).compactMap { $0.webhooks?.certificateAuthority }
        for file in Set(files).sorted() {
            do {
                _ = try NIOSSLCertificate.fromPEMFile(file)
            } catch {
                throw ConfigurationError("webhooks.certificateAuthority \(file) cannot be used: \(error)")
            }
        }
    }

    private func checkReadyFile() throws {
        try configuration.readyFile.map { try ReadyFile(path: $0, process: getpid()).check() }
    }
}
