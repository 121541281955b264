package import Groups
package import Storage
package import Wire

/// How one app is served.
package struct AppSettings: Sendable, Equatable {
    package var sdkAppID: SDKAppID
    /// The key that UserSigs are made with, as text; `nil` refuses every call with 70016.
    package var secretKey: Secret?
    /// The accounts that may call; they exist without import and cannot be deleted.
    package var admins: [Account]
    /// Whether every call is refused with 60016.
    package var isDisabled = false
    /// Whether `random` and `contenttype` are checked, `""` never counts as absent, and accounts have names of ASCII.
    package var isStrict = false
    /// Whether a request with a field that no declaration knows is refused; else the log says so.
    package var refusesUnknownFields = false
    package var fieldProfile = FieldProfile.seed
    /// Whether unfiltered answers carry `ShutUpAllMember` and `ShutUpUntil` beside the newer names.
    package var answersLegacyNames = false
    package var accountPolicy = AccountPolicy.mustExist
    /// What `create_group` answers where the wanted owner has a group of the wanted identifier:
    /// ``ErrorCode/groupIDInUseBySameOwner`` or ``ErrorCode/groupIDInUse``, on which clients are split.
    package var sameOwnerCode = ErrorCode.groupIDInUseBySameOwner
    /// The commands that are refused with 10026 or 60017.
    package var disabledCommands: Set<CommandName> = []
    /// What ``limits``, ``plan`` and ``messages`` say.
    package private(set) var storeLimits = StoreLimits()
    /// How many calls a second the app may make; more are refused with 60007 or 60011.
    package var rates = CallRates.unlimited
    /// The keys that groups may use in `AppDefinedData`; `nil` allows every key.
    package var declaredGroupFields: [String]?
    /// The keys that members may use in `AppMemberDefinedData`, by group type; a type that is absent allows every key.
    package var declaredMemberFields: [GroupType: [String]] = [:]
    /// The custom fields of account profiles, by what follows `Tag_Profile_Custom_` in their tags.
    package var declaredProfileFields: [String: PortraitField.Access] = [:]
    /// Whether groups may have counters; without, calls on them are refused with 10059.
    package var hasGroupCounters = true
    /// Largest answer, in bytes.
    package var maximumAnswerBytes = 1_048_576
    /// The app's backend, which is told and asked what happens; `nil` where there is none.
    package var webhooks: WebhookSettings?
    /// The app's clock: the server's, but for an app that replays another time.
    package var clock = AppClock.server
    /// Which of the apps that have had this number it is; `nil` for one that is served as long as the server runs.
    package var creation: Int?

    package init(sdkAppID: SDKAppID, secretKey: Secret?, admins: [Account]) {
        self.sdkAppID = sdkAppID
        self.secretKey = secretKey
        self.admins = admins
    }
}

extension AppSettings {
    package var limits: GroupLimits {
        get { storeLimits.groups }
        set { storeLimits = StoreLimits(plan: plan, groups: newValue, messages: messages) }
    }

    /// The quotas of the app's plan.
    package var plan: PlanLimits {
        get { storeLimits.plan }
        set { storeLimits = StoreLimits(plan: newValue, groups: limits, messages: messages) }
    }

    /// The sizes and rates of messages, and how long they are kept.
    package var messages: MessageLimits {
        get { storeLimits.messages }
        set { storeLimits = StoreLimits(plan: plan, groups: limits, messages: newValue) }
    }

    /// The app's own time at a time of the server.
    package func time(_ now: UnixTime) -> UnixTime {
        clock.time(now)
    }

    /// The time that the validity of signatures goes by, at a time of the server.
    package func signatureTime(_ now: UnixTime) -> UnixTime {
        clock.governsSignatures ? clock.time(now) : now
    }

    /// Where and when the store works for the app.
    ///
    /// - Parameters:
    ///   - now: by the app's clock.
    ///   - caller: who makes the call; `nil` where nobody does.
    ///   - address: the peer of the connection by which the call comes.
    package func scope(at now: UnixTime, by caller: Account? = nil, address: String? = nil) -> StoreScope {
        StoreScope(
            sdkAppID, at: now, by: caller, address: address, accounts: accountPolicy, limits: storeLimits)
    }

    /// The names that requests may give accounts.
    package var accountNaming: AccountNaming { isStrict ? .printableASCII : .anyText }

    /// The account of a name in a request; `nil` for a name that no account of the app can have.
    package func account(named name: String) -> Account? {
        accountNaming.account(name)
    }

    /// The accounts among the names of a request that an account of the app can have, in order.
    package func accounts(named names: [String]) -> [Account] {
        names.compactMap(accountNaming.account)
    }

    /// What a write does when the account does not exist; administrators exist without import.
    package func accountPolicy(for account: Account) -> AccountPolicy {
        admins.contains(account) ? .importOnSight : accountPolicy
    }
}

/// The fields that an unfiltered `get_group_info` answers.
///
/// A raw value is the name in the configuration.
package enum FieldProfile: String, Sendable, CaseIterable {
    /// The fields of the seed page and no others.
    case seed
    /// The same with `InfoSeq`, `InviteJoinOption`, the flags of a Community, and name cards that are set.
    case current
}
