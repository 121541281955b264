import Groups

/// Quotas as the section `plan` of an app describes them; 0 for any number.
extension PlanLimits {
    /// The names of the settings in the section.
    static let settingNames: Set<String> = ["groups", "avChatRooms", "dailyGroups", "groupsPerAccount", "members"]

    /// Changes the quotas that the section names.
    ///
    /// - Throws: ``ConfigurationError``.
    mutating func override(by settings: SettingsReader) throws {
        groups = try settings.quota("groups", else: groups)
        avChatRooms = try settings.quota("avChatRooms", else: avChatRooms)
        dailyGroups = try settings.quota("dailyGroups", else: dailyGroups)
        groupsPerAccount = try settings.quota("groupsPerAccount", else: groupsPerAccount)
        members = try settings.quota("members", else: members)
    }
}

extension SettingsReader {
    fileprivate func quota(_ name: String, else former: Int64?) throws -> Int64? {
        guard let number = try int(name, in: 0...1_000_000_000) else {
            return former
        }
        return number == 0 ? nil : Int64(number)
    }
}
