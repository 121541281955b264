import ArgumentParser
import Control
import Foundation
import UserSig
import Wire

struct UserSigTools: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usersig",
        abstract: "Make a UserSig, or say why one is or isn't accepted.",
        discussion: """
            The key is that of the app in the configuration or in the data folder, found as by qun serve, or one that is \
            given with --sdkappid and --secret-key-file.
            """,
        subcommands: [Make.self, Explain.self])

    struct Make: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a UserSig, and to standard error how long it is valid.")

        @OptionGroup var app: KeyedApp

        @Option(help: "The account that the signature is for.")
        var identifier = "administrator"

        @Option(help: "Seconds for which the signature is valid.")
        var expire: UInt32 = 15_552_000

        @Option(help: "The moment of signing in Unix seconds. Default: now.")
        var time: Int64?

        func run() throws {
            let account = try UserSigTools.account(identifier)
            let (id, key) = try app.find()
            let now = SystemClock.now()
            let time = time.map(UnixTime.init) ?? now
            let signature = UserSig.make(sdkAppID: id, key: key, identifier: account, time: time, expire: expire)
            print(signature.revealed)
            let (end, isOverflow) = time.seconds.addingReportingOverflow(Int64(expire))
            if !isOverflow {
                let state = SpokenTime.state(until: end, now: now.seconds)
                let words = "\(account.text.visible) of app \(id): \(state) \(UnixTime(seconds: end).words)\n"
                StandardStream.error.write(Array(words.utf8))
            }
        }
    }

    struct Explain: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say in words why a UserSig is or isn't accepted. The exit code is 0 when it is.",
            discussion: """
                It takes a UserSig, or a URL or a line such as one of curl that holds one: then the app and the account are \
                those of the URL. Without an argument, or with -, it reads standard input, which spares the quotation marks.
                """)

        @OptionGroup var app: KeyedApp

        @Option(help: "The account that makes the call. Default: the one in the URL, or in the signature.")
        var identifier: String?

        @Argument(help: ArgumentHelp("A UserSig, a URL, or a line with one; - for standard input.", valueName: "text"))
        var text: Secret?

        func validate() throws {
            guard app.secretKeyFile != KeyFiles.standardInput || !readsInput else {
                throw ValidationError("standard input cannot be both the key and the UserSig")
            }
        }

        func run() throws {
            let given = try readsInput ? Self.input() : text?.revealed ?? ""
            let asked = CallQueryText.parameter("sdkappid", in: given).flatMap { UInt32($0) }
            let account = try (identifier ?? CallQueryText.parameter("identifier", in: given)).map(UserSigTools.account)
            let (id, key) = try app.find(asked: asked.flatMap { $0 > 0 ? $0 : nil })
            let explanation = UserSigExplanation(
                CallQueryText.signature(in: given), sdkAppID: id, identifier: account, key: key,
                now: SystemClock.now())
            print(explanation)
            guard explanation.isAccepted else {
                throw ExitCode.failure
            }
        }

        private var readsInput: Bool { text == nil || text == "-" }

        /// Far more than any line of a call with its body has.
        private static let maximumBytes = 16 << 20

        private static func input() throws -> String {
            if isatty(0) == 1 {
                StandardStream.error.write(Array("paste a UserSig, a URL or a line with one, then press Ctrl-D\n".utf8))
            }
            let data = try FileHandle.standardInput.read(upToCount: maximumBytes) ?? Data()
            return String(decoding: data, as: UTF8.self)
        }
    }

    private static func account(_ name: String) throws -> Account {
        guard let account = Account(name) else {
            throw ValidationError("the identifier must be \(AccountNaming.anyText.rule)")
        }
        return account
    }
}

extension SpokenTime {
    /// How long something is valid, or was, to be followed by the moment of its end; both in Unix seconds.
    fileprivate static func state(until end: Int64, now: Int64) -> String {
        end >= now
            ? "valid for \(words(seconds: end - now)), until" : "it expired \(words(seconds: now - end)) ago, at"
    }
}
