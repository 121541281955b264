package import Wire

/// How many calls a second an app may make; `nil` stands for any number.
///
/// - Source: protocol reference file 00, section 6. The numbers of the original can be raised for money, so each one
///   can be configured.
package struct CallRates: Sendable, Equatable {
    /// Calls of each command that ``exceptions`` does not name.
    package var standard: Int?
    /// Calls of single commands; 0 stands for any number.
    package var exceptions: [CommandName: Int] = [:]
    /// Calls of all commands together.
    package var total: Int?

    package init() {}

    /// No limit at all.
    package static let unlimited = CallRates()

    /// Whether there is none.
    package var isUnlimited: Bool { standard == nil && total == nil && exceptions.isEmpty }

    /// The documented numbers; none is documented for all calls together.
    ///
    /// - Source: protocol reference files 20 (section 0), 30 (1.1), 60 (section 0).
    package static let tencent: CallRates = {
        var rates = CallRates()
        rates.standard = 200
        rates.exceptions = [
            CommandName(service: .groupOpen, command: "get_appid_group_list"): 1,
            CommandName(service: .login, command: "account_check"): 100,
            CommandName(service: .login, command: "account_delete"): 100,
            CommandName(service: .login, command: "multiaccount_import"): 100,
        ]
        return rates
    }()

    /// Calls of a command in a second.
    package func limit(of command: CommandName) -> Int? {
        guard let exception = exceptions[command] else {
            return standard
        }
        return exception == 0 ? nil : exception
    }
}

/// A named set of call rates.
///
/// A raw value is the name in the configuration.
package enum RateProfile: String, Sendable, CaseIterable {
    case none
    case tencent

    package var rates: CallRates {
        switch self {
        case .none: .unlimited
        case .tencent: .tencent
        }
    }
}
