import Commands
import Control
import Foundation
import UserSig
import Wire

/// What the server tells when it is ready: where it listens and how to make a first call.
///
/// Its ``line`` and its ``banner`` show a UserSig, for a person to use; they go to standard output and to a file that
/// somebody has asked for, and never to the log.
struct ReadyReport {
    /// Where a server is and what it has.
    struct Place {
        /// The base address without TLS.
        var http: String
        /// The base address with TLS; `nil` without TLS.
        var https: String?
        /// The base address of the control port; `nil` without one.
        var control: String?
        /// The path of the certificate that clients have to trust; `nil` with a certificate of the operator's own.
        var ca: String?
        /// The absolute path of the data folder.
        var data: String
        /// The numbers of all apps, in order.
        var apps: [UInt32]
        /// The number of the process.
        var pid: Int32
        /// The folder of the documents; `nil` where they are not at hand.
        var documents: String?
    }

    let place: Place
    let sdkappid: UInt32
    let admin: String
    /// A signature of the admin that is valid for a day.
    let userSig: Secret
    private let expiry: UnixTime
    private let origin: String
    /// The command of a first call, and its body.
    private let firstCall: (command: String, body: String)

    private static let signatureSeconds: UInt32 = 86_400

    /// - Parameter caller: who makes the first call.
    init(_ place: Place, caller: FirstCaller, now: UnixTime) {
        self.place = place
        sdkappid = caller.app.number
        admin = caller.admin.text
        origin = caller.originInWords
        userSig = UserSig.make(
            sdkAppID: caller.app, key: caller.key, identifier: caller.admin, time: now, expire: Self.signatureSeconds)
        expiry = now.advanced(bySeconds: Self.signatureSeconds)
        firstCall =
            caller.app == DemoWorld.sdkAppID
            ? ("group_open_http_svc/get_group_info", #"{"GroupIdList":["\#(DemoWorld.groupID)"]}"#)
            : ("group_open_http_svc/create_group", #"{"Type":"Public","Name":"Hello"}"#)
    }

    /// A command line that makes a first call.
    private var curl: String {
        let query = CallQueryText.query(app: SDKAppID(sdkappid), identifier: admin, signature: userSig)
        return "curl '\(place.http)/v4/\(firstCall.command)?\(query)' -d '\(firstCall.body)'"
    }

    /// One line of JSON.
    var line: String {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.field("event", "ready")
        writer.field("version", Qun.version)
        writer.field("pid", place.pid)
        writer.field("http", place.http)
        if let https = place.https {
            writer.field("https", https)
        }
        if let control = place.control {
            writer.field("control", control)
        }
        if let ca = place.ca {
            writer.field("ca", ca)
        }
        writer.field("data", place.data)
        writer.array("apps", of: place.apps) { $0.integer($1) }
        writer.field("sdkappid", sdkappid)
        writer.field("admin", admin)
        writer.field("usersig", userSig.revealed)
        writer.field("curl", curl)
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// A few lines for a person.
    var banner: String {
        let others = place.apps.filter { $0 != sdkappid }
        let rows: [(name: String, text: String?)] = [
            ("http", place.http), ("https", place.https), ("control", place.control),
            ("console", place.control.map { "\($0)/console/" }), ("documents", place.documents),
            ("data", place.data), ("CA", place.ca), ("app", "\(sdkappid), \(origin); admin \(admin)"),
            ("others", others.isEmpty ? nil : others.map(String.init).joined(separator: ", ")),
            ("UserSig", userSig.revealed),
            ("", "valid for \(SpokenTime.words(seconds: Int64(Self.signatureSeconds))), until \(expiry.words)"),
        ]
        let width = rows.map(\.name.count).max() ?? 0
        let lines = rows.compactMap { row in
            row.text.map { "  \(row.name.padding(toLength: width, withPad: " ", startingAt: 0))  \($0)" }
        }
        return (["Qun \(Qun.version) is ready.", ""] + lines + ["", "Try:", "", "  \(curl)", ""])
            .joined(separator: "\n")
    }
}
