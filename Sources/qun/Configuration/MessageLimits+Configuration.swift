import Apps
import Groups

/// Sizes, rates and retention of messages as the section `messages` of an app describes them.
extension MessageLimits {
    /// Changes the numbers that the section names.
    ///
    /// - Throws: ``ConfigurationError``.
    mutating func override(by settings: SettingsReader) throws {
        contentBytes = try settings.int("contentBytes", in: 1_024...65_536, else: contentBytes)
        historyDays = try settings.limit("historyDays", atMost: 36_500, else: historyDays)
        historyCount = try settings.limit("historyCount", atMost: 4_294_967_295, else: historyCount)
        let perSecond = 1_000_000
        messagesPerSecond = try settings.limit("messagesPerSecond", atMost: perSecond, else: messagesPerSecond)
        broadcastsPerSecond = try settings.limit("broadcastsPerSecond", atMost: perSecond, else: broadcastsPerSecond)
        hasRecall = try settings.bool("recall", else: hasRecall)
        keepsTips = try settings.bool("tips", else: keepsTips)
    }
}
