import Apps
import Commands
import Groups
import Storage
import Wire

/// Apps as the configuration describes them: one by the settings at the top, or several in the section `apps`.
extension AppSettings {
    /// The configured apps.
    ///
    /// What the top says of behaviour holds for all apps that do not say otherwise.
    ///
    /// - Parameter numbers: the keys of the section `apps`.
    /// - Throws: ``ConfigurationError``.
    static func all(in settings: SettingsReader, numbers: [String]) throws -> [AppSettings] {
        if let number = try settings.int("sdkappid", in: 1...Int(UInt32.max)) {
            guard numbers.isEmpty else {
                throw ConfigurationError("sdkappid and apps cannot both be given; put the app into apps")
            }
            var app = try common(in: settings)
            app.sdkAppID = SDKAppID(UInt32(number))
            try app.checkKey(settings, named: "sdkappid")
            try app.checkAdmins()
            return [app]
        }
        guard try settings.secret("secretKey") == nil, try settings.string("secretKeyFile") == nil else {
            throw ConfigurationError(
                "secretKey and secretKeyFile need an sdkappid: the number of the app with that key")
        }
        let common = try common(in: settings)
        if numbers.isEmpty {
            try common.checkAdmins()
        }
        return try numbers.compactMap { text in
            try settings.attempt(else: nil) { try app(text, like: common, in: settings) }
        }
    }

    /// An app of the section `apps`.
    ///
    /// - Parameter text: its key there.
    private static func app(_ text: String, like common: AppSettings, in settings: SettingsReader) throws -> AppSettings
    {
        var app = common
        try app.override(by: settings.section("apps", text))
        guard let number = UInt32(text), number > 0, String(number) == text else {
            throw ConfigurationError(
                "apps.\(text): the key must be an SDKAppID, a number from 1 to 4294967295 without zeros in front")
        }
        app.sdkAppID = SDKAppID(number)
        try app.checkKey(settings, named: "apps.\(text)")
        try app.checkAdmins()
        return app
    }

    /// Refuses an app without a key, which nobody could call.
    private func checkKey(_ settings: SettingsReader, named name: String) throws {
        guard secretKey != nil || settings.keyFiles == nil else {
            throw ConfigurationError(
                "\(name) needs a secretKey, or a secretKeyFile that holds it: the text that the app's UserSigs are made with"
            )
        }
    }

    /// The key of an app, as it is or from a file.
    private static func key(in settings: SettingsReader) throws -> Secret? {
        let key = try settings.secret("secretKey")
        guard let path = try settings.string("secretKeyFile") else {
            return key
        }
        guard key == nil else {
            throw ConfigurationError("secretKey and secretKeyFile cannot both be given; leave one of them out")
        }
        return try settings.keyFiles?.key(at: path)
    }

    /// An app without a number of its own, as the settings at the top describe it.
    static func common(in settings: SettingsReader) throws -> AppSettings {
        var app = AppSettings(sdkAppID: SDKAppID(0), secretKey: nil, admins: [.administrator])
        try app.override(by: settings)
        return app
    }

    /// Refuses administrators whom the app would not let in by their names.
    private func checkAdmins() throws {
        if let refused = admins.first(where: { account(named: $0.text) == nil }) {
            throw ConfigurationError("admin \"\(refused)\" must be \(accountNaming.rule), as the app is strict")
        }
    }

    private mutating func override(by settings: SettingsReader) throws {
        secretKey = try Self.key(in: settings) ?? secretKey
        if let names = try settings.strings("admin", else: admins.map(\.text)) {
            guard !names.isEmpty else {
                throw ConfigurationError("admin is an empty list, so that nobody could call; leave it out instead")
            }
            admins = try names.map(Account.init(configured:))
        }
        isDisabled = try settings.bool("disabled", else: isDisabled)
        isStrict = try settings.bool("strict", else: isStrict)
        limits = isStrict ? .strict : GroupLimits()
        refusesUnknownFields = try settings.bool("strictFields", else: refusesUnknownFields)
        answersLegacyNames = try settings.bool("legacyNames", else: answersLegacyNames)
        fieldProfile = try settings.choice("fieldProfile", else: fieldProfile)
        let autoImport = try settings.bool("autoImportAccounts", else: accountPolicy == .importOnSight)
        accountPolicy = autoImport ? .importOnSight : .mustExist
        sameOwnerCode = try settings.code(
            "sameOwnerCode", among: [.groupIDInUseBySameOwner, .groupIDInUse], else: sameOwnerCode)
        if let names = try settings.strings("disabledCommands") {
            disabledCommands = Set(try names.map(CommandName.init(configured:)))
        }
        rates = try settings.choice("rateProfile", of: RateProfile.self)?.rates ?? rates
        try rates.override(by: settings.section("rates"))
        plan = try settings.choice("planProfile", of: PlanProfile.self)?.limits ?? plan
        try plan.override(by: settings.section("plan"))
        messages = try settings.choice("messageProfile", of: MessageProfile.self)?.limits ?? messages
        try messages.override(by: settings.section("messages"))
        webhooks = try WebhookSettings(settings.section("webhooks"), else: webhooks)
        declaredGroupFields = try settings.customFieldKeys("groupFields") ?? declaredGroupFields
        hasGroupCounters = try settings.bool("groupCounters", else: hasGroupCounters)
        if let fields = try settings.strings("profileFields") {
            declaredProfileFields = [:]
            for (name, access) in try fields.map(PortraitField.declaration) {
                guard declaredProfileFields.updateValue(access, forKey: name) == nil else {
                    throw ConfigurationError("profileFields holds \(name) twice")
                }
            }
        }
        for type in GroupType.allCases {
            declaredMemberFields[type] =
                try Self.memberFields(of: type, in: settings.section("memberFields")) ?? declaredMemberFields[type]
        }
    }

    /// The keys that are declared for a type, by whichever of its names.
    private static func memberFields(of type: GroupType, in settings: SettingsReader) throws -> [String]? {
        let found = try type.requestNames.compactMap(settings.customFieldKeys)
        guard found.count < 2 else {
            let names = type.requestNames.joined(separator: " and ")
            throw ConfigurationError("memberFields holds \(names), which are one type; leave one out")
        }
        return found.first
    }
}

extension Account {
    fileprivate init(configured name: String) throws {
        guard let account = Account(name) else {
            throw ConfigurationError("admin \"\(name)\" must be \(AccountNaming.anyText.rule)")
        }
        self = account
    }

    /// The administrator that every app begins with.
    static let administrator: Account = {
        guard let account = Account("administrator") else {
            preconditionFailure("the name is printable ASCII")
        }
        return account
    }()
}

extension PortraitField {
    /// Reads `name` or `name:access`.
    fileprivate static func declaration(_ text: String) throws -> (name: String, access: Access) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard
            let name = parts.first, isCustomName(name),
            let access = parts.count == 1 ? .readWrite : Access(rawValue: parts[1])
        else {
            throw ConfigurationError(
                "profileFields: \"\(text)\" must be 1 to 8 letters, which :readOnly or :writeOnly may follow")
        }
        return (name, access)
    }
}

extension CommandName {
    fileprivate init(configured path: String) throws {
        guard let entry = CommandRegistry.entries.first(where: { $0.name.description == path }) else {
            throw ConfigurationError("disabledCommands: \"\(path)\" is no command; `qun commands` lists them")
        }
        self = entry.name
    }
}
