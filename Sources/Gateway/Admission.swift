import Commands
import UserSig
import Wire

/// A caller and a command that have passed all checks which do not change while the signature is valid.
///
/// A connection remembers its last one: who repeats the same command with the same signature need not be looked up and
/// verified again. Rates, and what only strict apps ask for, are checked for every call.
final class Admission: Sendable {
    let command: CommandName
    let app: AppSettings
    let caller: Account
    private let path: String
    private let sdkAppID: String
    private let identifier: String
    private let userSig: String
    private let expiry: UnixTime

    /// - Parameters:
    ///   - path: as in the URL; `query` likewise.
    ///   - expiry: the last second in which the signature is valid.
    init(command: CommandName, app: AppSettings, caller: Account, path: Substring, query: CallQuery, expiry: UnixTime) {
        self.command = command
        self.app = app
        self.caller = caller
        // copies: the substrings would keep the whole URL alive
        self.path = String(path)
        sdkAppID = String(query.sdkAppID ?? "")
        identifier = String(query.identifier ?? "")
        userSig = String(query.userSig ?? "")
        self.expiry = expiry
    }

    /// Whether a request says the same as the one that was admitted, in time.
    func covers(path: Substring, query: CallQuery, at now: UnixTime) -> Bool {
        guard
            now <= expiry, let sdkAppID = query.sdkAppID, let identifier = query.identifier, let userSig = query.userSig
        else {
            return false
        }
        return haveSameBytes(self.userSig, userSig) && haveSameBytes(self.path, path)
            && haveSameBytes(self.identifier, identifier) && haveSameBytes(self.sdkAppID, sdkAppID)
    }
}
