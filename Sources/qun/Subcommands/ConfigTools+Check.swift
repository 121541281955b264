import ArgumentParser
import Foundation

extension ConfigTools {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read all that qun serve would read before it starts, and say OK or what is wrong.",
            discussion: """
                It takes the options of qun serve, the environment and the configuration file, and reads the files that they \
                name. It changes nothing, opens no store and listens nowhere, so that a server may run meanwhile. What hangs \
                together with a setting that is wrong is looked at once that one is right. The exit code is 0 for OK and 78 \
                for settings that are wrong.
                """)

        @OptionGroup var server: Serve

        func run() throws {
            let configuration = try ServerConfiguration.load(
                flags: server.settings, environment: ProcessInfo.processInfo.environment)
            let check = ConfigurationCheck(of: configuration)
            for exposed in check.exposed {
                StandardStream.error.write(Array("warning: \(exposed.warning)\n".utf8))
            }
            guard check.faults.isEmpty else {
                throw ConfigurationError(check.faults.joined(separator: "\n"), isAboutSettings: true)
            }
            print("OK: \(check.summary)")
        }
    }
}
