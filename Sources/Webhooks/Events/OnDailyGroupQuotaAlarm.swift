import Groups
import Wire

/// An app has grown by more than 70 % of the groups that its plan allows in a day.
///
/// - Source: protocol reference file 50, 7.19.
struct OnDailyGroupQuotaAlarm: AfterEvent {
    static let command = "Group.CallbackOnDailyGroupQuotaAlarm"
    static let occasion = "a group was created, and more than 70 % of the plan's groups of the day are used"

    let used: Int64
    let quota: Int64

    init?(_ event: AppEvent) {
        guard case .dailyGroupsNearQuota(let used, let quota) = event else {
            return nil
        }
        self.used = used
        self.quota = quota
    }

    static let fields: [WebhookField<OnDailyGroupQuotaAlarm>] = [
        .integer("QuotaUsed", "groups created today, less those destroyed") { $0.used },
        .integer("Quota", "groups that the plan allows in a day") { $0.quota },
    ]
}
