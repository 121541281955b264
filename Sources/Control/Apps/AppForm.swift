import Apps
import Storage
import Wire

/// An app as the routes show it; its key is never shown.
struct AppForm {
    let app: AppSettings
    let origin: AppOrigin
    let hasSeed: Bool
    /// By the server's clock.
    let now: UnixTime

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("sdkappid", app.sdkAppID.number)
        writer.field("admins", app.admins.map(\.text))
        writer.field("origin", origin.rawValue)
        writer.flag("hasSeed", hasSeed)
        writer.flag("disabled", app.isDisabled)
        writer.flag("strict", app.isStrict)
        writer.flag("strictFields", app.refusesUnknownFields)
        writer.flag("legacyNames", app.answersLegacyNames)
        writer.flag("autoImportAccounts", app.accountPolicy == .importOnSight)
        writer.field("fieldProfile", app.fieldProfile.rawValue)
        writer.key("clock")
        ClockForm(clock: app.clock, now: now).write(to: &writer)
        writer.endObject()
    }

    static let schema = AnswerSchema.object([
        .init("sdkappid", .integer, "the app's number"),
        .init("admins", .list(.string), "the accounts that may call"),
        .init("origin", .string, AppOrigin.allCases.map(\.rawValue).joined(separator: ", ")),
        .init("hasSeed", .boolean, "whether it can be reset to a seed"),
        .init("disabled", .boolean, "whether every call is refused with 60016"),
        .init("strict", .boolean, "the setting strict"),
        .init("strictFields", .boolean, "the setting strictFields"),
        .init("legacyNames", .boolean, "the setting legacyNames"),
        .init("autoImportAccounts", .boolean, "the setting autoImportAccounts"),
        .init("fieldProfile", .string, "the setting fieldProfile"),
        .init("clock", ClockForm.schema, "the app's clock"),
    ])
}

extension AppForm {
    init(_ app: AppSettings, in apps: ServedApps) {
        let background = apps.background(of: app.sdkAppID)
        self.init(
            app: app, origin: background.origin, hasSeed: background.seed != nil, now: apps.surroundings.now())
    }
}
