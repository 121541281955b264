import UserSig
import Wire

/// The test vector of the protocol reference, file 00, 4.6.
enum Sample {
    static let key = VendorVector.documentKey
    static let app = SDKAppID(1_400_777_001)
    static let identifier = account("root_admin")
    static let time = UnixTime(seconds: 1_735_700_000)
    static let expiry = UnixTime(seconds: 1_736_304_800)
    static let userSig =
        "eNqrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwkX5*SXxiSm5mXlQ2eKU7MSCgswUJStDEwMDc3NzAwNDiExqRUFmUaqSlZmBiYWBAUSs"
        + "JDMXKGJobmwKVGcAEy3OTAcaHZVS6u*XFZJY5BqkHxHu5VjhFFTpnZyb41ycFVFonhXiFFUenlwSaeTjVm6rVAsAN2Iz1w__"

    static func account(_ text: String) -> Account {
        guard let account = Account(text) else {
            preconditionFailure("\(text) is not an account")
        }
        return account
    }

    /// What verification of a text ends with, for the sample's app, account, key and time.
    static func outcome(_ text: String, now: UnixTime = time) -> Result<UnixTime, UserSigDefect> {
        Result { () throws(UserSigDefect) in
            try UserSig.verify(Secret(text), sdkAppID: app, identifier: identifier, key: key, now: now)
        }
    }
}

extension Result {
    /// The error, if there is one.
    var failure: Failure? {
        guard case .failure(let failure) = self else {
            return nil
        }
        return failure
    }
}
