import ArgumentParser
import Foundation
import UserSig
import Wire

struct UserSigTools: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usersig",
        abstract: "Make a UserSig, or say why one is or isn't accepted.",
        subcommands: [Make.self, Explain.self])

    /// The app that a signature belongs to.
    struct AppOptions: ParsableArguments {
        @Option(name: .customLong("sdkappid"), help: "The app's number.")
        var sdkAppID: UInt32

        @Option(help: "The app's secret key, used as text.")
        var secretKey: Secret
    }

    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a UserSig.")

        @OptionGroup var app: AppOptions

        @Option(help: "The account that the signature is for.")
        var identifier = "administrator"

        @Option(help: "Seconds for which the signature is valid.")
        var expire: UInt32 = 15_552_000

        @Option(help: "The moment of signing in Unix seconds. Default: now.")
        var time: Int64?

        func run() throws {
            guard let account = Account(identifier) else {
                throw ValidationError("--identifier must be \(AccountNaming.anyText.rule)")
            }
            let time = time.map(UnixTime.init) ?? SystemClock.now()
            print(
                UserSig.make(
                    sdkAppID: SDKAppID(app.sdkAppID), key: app.secretKey, identifier: account, time: time,
                    expire: expire
                ).revealed)
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say in words why a UserSig is or isn't accepted. The exit code is 0 when it is.")

        @OptionGroup var app: AppOptions

        @Option(help: "The account that makes the call. Default: the one in the signature.")
        var identifier: String?

        @Argument(help: "The UserSig.")
        var userSig: Secret

        func run() throws {
            let account = try identifier.map { name in
                guard let account = Account(name) else {
                    throw ValidationError("--identifier must be \(AccountNaming.anyText.rule)")
                }
                return account
            }
            let explanation = UserSigExplanation(
                userSig, sdkAppID: SDKAppID(app.sdkAppID), identifier: account, key: app.secretKey,
                now: SystemClock.now())
            print(explanation)
            guard explanation.isAccepted else {
                throw ExitCode.failure
            }
        }
    }
}
