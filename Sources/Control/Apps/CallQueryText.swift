import Foundation
package import Wire

/// The query of a call's URL, as text.
package enum CallQueryText {
    /// One that a client may send as it is.
    package static func query(app: SDKAppID, identifier: String, signature: Secret) -> String {
        "sdkappid=\(app.number)&identifier=\(encoded(identifier))&usersig=\(signature.revealed)&random=1"
            + "&contenttype=json"
    }

    /// The signature in what somebody has copied: a UserSig, a query, a URL, or a line that holds one.
    package static func signature(in text: String) -> Secret {
        guard let start = text.firstRange(of: "usersig=") else {
            return Secret(trimmed(text))
        }
        return Secret(decoded(value(from: text[start.upperBound...])))
    }

    /// The value of another parameter in what somebody has copied.
    package static func parameter(_ name: String, in text: String) -> String? {
        text.firstRange(of: "\(name)=").map { decoded(value(from: text[$0.upperBound...])) }
    }

    private static func value(from text: Substring) -> Substring {
        text.prefix { $0 != "&" && $0 != "'" && $0 != "\"" && !$0.isWhitespace && $0 != "#" }
    }

    private static func trimmed(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(start.prefix { !$0.isWhitespace })
    }

    /// Percent-encodes everything that a URL or a quoted word of a shell would take for its own.
    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }

    private static func decoded(_ text: Substring) -> String {
        text.removingPercentEncoding ?? String(text)
    }
}
