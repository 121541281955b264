import Apps
import Logging
import Storage

extension ControlRoute {
    private static let disabled = RouteParameter("disabled", .flag, "whether every call is refused with 60016")
    private static let strict = RouteParameter("strict", .flag, "as the setting strict")
    private static let strictFields = RouteParameter("strictFields", .flag, "as the setting strictFields")
    private static let legacyNames = RouteParameter("legacyNames", .flag, "as the setting legacyNames")
    private static let autoImport = RouteParameter("autoImportAccounts", .flag, "as the setting autoImportAccounts")
    private static let profile = RouteParameter(
        "fieldProfile", .choice(FieldProfile.allCases.map(\.rawValue)), "as the setting fieldProfile")

    static let patchApp = ControlRoute(
        method: .patch, path: "/control/v1/apps/{sdkappid}", name: "patchApp",
        summary: "Changes how an app is served, from the next call to the end of the server.", pathParameters: [app],
        body: .fields([disabled, strict, strictFields, legacyNames, autoImport, profile]), form: .json(AppForm.schema),
        refusals: [.appUnknown]
    ) { (request, sources) throws(ControlRefusal) in
        let known = try sources.apps.app(of: request)
        let changed = try sources.apps.change(known.sdkAppID) { app in
            app.isDisabled = request.flag(disabled) ?? app.isDisabled
            app.isStrict = request.flag(strict) ?? app.isStrict
            app.refusesUnknownFields = request.flag(strictFields) ?? app.refusesUnknownFields
            app.answersLegacyNames = request.flag(legacyNames) ?? app.answersLegacyNames
            app.accountPolicy = request.flag(autoImport).map { $0 ? .importOnSight : .mustExist } ?? app.accountPolicy
            app.fieldProfile = request.text(profile).flatMap(FieldProfile.init) ?? app.fieldProfile
        }
        sources.apps.note("the settings of an app were changed", changed.sdkAppID)
        return .json(AppForm(changed, in: sources.apps).write)
    }
}
