import Commands
import Foundation
import UserSig
import Wire

/// What the server tells when it is ready: where it listens and how to make a first call.
struct ReadyReport: Encodable {
    let event = "ready"
    let version = Qun.version
    /// The base address without TLS.
    let http: String
    /// The base address with TLS; `nil` without TLS.
    let https: String?
    let sdkappid: UInt32
    let admin: String
    /// A signature of the admin that is valid for a day.
    let usersig: String
    /// The path of the certificate that clients have to trust; `nil` with a certificate of the operator's own.
    let ca: String?
    /// A command line that makes a first call.
    let curl: String

    private static let signatureSeconds: UInt32 = 86_400

    /// - Parameters:
    ///   - app: the app that the first call is for; it has a key and an admin.
    ///   - isDemo: whether the app holds the demo's group.
    init?(http: String, https: String?, ca: String?, app: AppSettings, isDemo: Bool, now: UnixTime) {
        guard let key = app.secretKey, let caller = app.admins.first else {
            return nil
        }
        self.http = http
        self.https = https
        self.ca = ca
        sdkappid = app.sdkAppID.number
        admin = caller.text
        usersig = UserSig.make(
            sdkAppID: app.sdkAppID, key: key, identifier: caller, time: now, expire: Self.signatureSeconds)
        let (command, body) =
            isDemo
            ? ("group_open_http_svc/get_group_info", #"{"GroupIdList":["\#(DemoWorld.groupID)"]}"#)
            : ("group_open_http_svc/create_group", #"{"Type":"Public","Name":"Hello"}"#)
        curl =
            "curl '\(http)/v4/\(command)?sdkappid=\(sdkappid)&identifier=\(Self.escaped(admin))&usersig=\(usersig)"
            + "&random=1&contenttype=json' -d '\(body)'"
    }

    /// One line of JSON.
    var line: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else {
            return "{}"
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// A few lines for a person.
    var banner: String {
        var lines = ["Qun \(version) is ready.", "", "  http    \(http)"]
        if let https {
            lines.append("  https   \(https)")
        }
        if let ca {
            lines.append("  CA      \(ca)")
        }
        lines += [
            "  app     \(sdkappid), admin \(admin)",
            "  UserSig \(usersig)",
            "", "Try:", "", "  \(curl)", "",
        ]
        return lines.joined(separator: "\n")
    }

    /// Percent-encodes everything that a URL or a quoted word of a shell would take for its own.
    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}
