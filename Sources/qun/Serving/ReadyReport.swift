import Apps
import Commands
import Control
import Foundation
import UserSig
import Wire

/// What the server tells when it is ready: where it listens and how to make a first call.
///
/// Its ``line`` and its ``banner`` show a UserSig, for a person to use; they go to standard output, and never to the
/// log.
struct ReadyReport {
    /// The base address without TLS.
    let http: String
    /// The base address with TLS; `nil` without TLS.
    let https: String?
    /// The base address of the control port; `nil` without one.
    let control: String?
    let sdkappid: UInt32
    let admin: String
    /// A signature of the admin that is valid for a day.
    let userSig: Secret
    /// The path of the certificate that clients have to trust; `nil` with a certificate of the operator's own.
    let ca: String?
    /// The command of a first call, and its body.
    private let firstCall: (command: String, body: String)

    private static let signatureSeconds: UInt32 = 86_400

    /// - Parameters:
    ///   - app: the app that the first call is for; it has a key and an admin.
    ///   - isDemo: whether the app holds the demo's group.
    init?(
        http: String, https: String?, control: String? = nil, ca: String?, app: AppSettings, isDemo: Bool, now: UnixTime
    ) {
        guard let key = app.secretKey, let caller = app.admins.first else {
            return nil
        }
        self.http = http
        self.https = https
        self.control = control
        self.ca = ca
        sdkappid = app.sdkAppID.number
        admin = caller.text
        userSig = UserSig.make(
            sdkAppID: app.sdkAppID, key: key, identifier: caller, time: now, expire: Self.signatureSeconds)
        firstCall =
            isDemo
            ? ("group_open_http_svc/get_group_info", #"{"GroupIdList":["\#(DemoWorld.groupID)"]}"#)
            : ("group_open_http_svc/create_group", #"{"Type":"Public","Name":"Hello"}"#)
    }

    /// A command line that makes a first call.
    private var curl: String {
        let query = CallQueryText.query(app: SDKAppID(sdkappid), identifier: admin, signature: userSig)
        return "curl '\(http)/v4/\(firstCall.command)?\(query)' -d '\(firstCall.body)'"
    }

    /// One line of JSON.
    var line: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.field("event", "ready")
        writer.field("version", Qun.version)
        writer.field("http", http)
        if let https {
            writer.field("https", https)
        }
        if let control {
            writer.field("control", control)
        }
        if let ca {
            writer.field("ca", ca)
        }
        writer.field("sdkappid", sdkappid)
        writer.field("admin", admin)
        writer.field("usersig", userSig.revealed)
        writer.field("curl", curl)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A few lines for a person.
    var banner: String {
        var lines = ["Qun \(Qun.version) is ready.", "", "  http    \(http)"]
        if let https {
            lines.append("  https   \(https)")
        }
        if let control {
            lines.append("  control \(control)")
        }
        if let ca {
            lines.append("  CA      \(ca)")
        }
        lines += [
            "  app     \(sdkappid), admin \(admin)",
            "  UserSig \(userSig.revealed)",
            "", "Try:", "", "  \(curl)", "",
        ]
        return lines.joined(separator: "\n")
    }
}
