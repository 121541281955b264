import Apps
import Groups

/// Quotas as the section `plan` of an app describes them; 0 for any number.
extension PlanLimits {
    /// Changes the quotas that the section names.
    ///
    /// - Throws: ``ConfigurationError``.
    mutating func override(by settings: SettingsReader) throws {
        let maximum = 1_000_000_000
        groups = try settings.limit("groups", atMost: maximum, else: groups)
        avChatRooms = try settings.limit("avChatRooms", atMost: maximum, else: avChatRooms)
        dailyGroups = try settings.limit("dailyGroups", atMost: maximum, else: dailyGroups)
        groupsPerAccount = try settings.limit("groupsPerAccount", atMost: maximum, else: groupsPerAccount)
        members = try settings.limit("members", atMost: maximum, else: members)
    }
}
