import ArgumentParser
import Foundation
import Wire

/// What ends the program with an error: its words, and its exit code.
///
/// Codes: 1 for what failed, 64 for a command line that cannot be, 78 for settings that cannot be.
struct CommandLineFault {
    /// Of `sysexits.h`: settings that cannot be.
    static let settingsCode: Int32 = 78
    private static let usageCode: Int32 = 64

    let error: any Error
    /// What the program was called with, without its name.
    let arguments: [String]

    func exit() -> Never {
        if let error = error as? ConfigurationError, error.isAboutSettings {
            end("Error: \(error)", Self.settingsCode)
        }
        if Qun.exitCode(for: error).rawValue == Self.usageCode, let hint {
            end(hint, Self.usageCode)
        }
        Qun.exit(withError: error)
    }

    private func end(_ text: String, _ code: Int32) -> Never {
        StandardStream.error.write(Array((text + "\n").utf8))
        Foundation.exit(code)
    }

    /// What was probably meant, where the name of a subcommand is wrong.
    var hint: String? {
        var command: any ParsableCommand.Type = Qun.self
        var names = ["qun"]
        for argument in arguments {
            let known = command.configuration.subcommands
            guard !known.isEmpty, !argument.hasPrefix("-"), argument != "help" else {
                return nil
            }
            guard let next = known.first(where: { $0._commandName == argument }) else {
                return LikelyName.for(argument, among: known.map { $0._commandName }).map { likely in
                    """
                    Error: '\(argument.visible)' is no subcommand of '\(names.joined(separator: " "))'. Did you mean '\(likely)'?
                      See '\(names.joined(separator: " ")) --help' for more information.
                    """
                }
            }
            command = next
            names.append(argument)
        }
        return nil
    }
}
