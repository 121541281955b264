import Apps
import Control
import Wire

/// Who makes the call that the server shows when it is ready.
struct FirstCaller {
    let app: SDKAppID
    let origin: AppOrigin
    let key: Secret
    let admin: Account

    /// - Throws: ``ConfigurationError`` for an app that nobody could call.
    init(_ app: AppSettings, origin: AppOrigin) throws {
        guard let key = app.secretKey else {
            throw ConfigurationError("the app \(app.sdkAppID) has no secretKey, so that nobody could call it")
        }
        guard let admin = app.admins.first else {
            throw ConfigurationError("the app \(app.sdkAppID) has no admin, so that nobody could call it")
        }
        self.app = app.sdkAppID
        self.origin = origin
        self.key = key
        self.admin = admin
    }

    /// Where the app comes from, in words.
    var originInWords: String {
        switch origin {
        case .configured: "as configured"
        case .generated: "made for this data folder"
        case .demo: "the demo's, whose key everybody knows"
        case .created: "made while the server ran"
        }
    }
}
