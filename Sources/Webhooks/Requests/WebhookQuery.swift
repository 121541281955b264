package import Wire

/// The parameters that a request adds to the address of the receiver.
///
/// - Source: protocol reference file 50, section 1.
package struct WebhookQuery: Sendable {
    package let app: SDKAppID
    /// `CallbackCommand`, as in the body.
    package let command: String
    /// The peer of the connection by which the call came that caused the event.
    package let clientIP: String
    /// `nil` where the app has no token.
    package let signature: WebhookSignature?

    package init(app: SDKAppID, command: String, clientIP: String, signature: WebhookSignature?) {
        self.app = app
        self.command = command
        self.clientIP = clientIP
        self.signature = signature
    }

    /// The address with the parameters, behind those that it has.
    ///
    /// - Parameter address: an address without a fragment.
    package func appended(to address: String) -> String {
        var text = address
        text.reserveCapacity(address.utf8.count + 256)
        text += address.contains("?") ? "&" : "?"
        text += "SdkAppid=\(app.number)&CallbackCommand="
        text += Self.encoded(command)
        text += "&contenttype=json&ClientIP="
        text += Self.encoded(clientIP)
        text += "&OptPlatform=RESTAPI"
        if let signature {
            text += "&Sign="
            text += Self.encoded(signature.sign)
            text += "&RequestTime=\(signature.requestTime)"
        }
        return text
    }

    /// A value whose bytes are percent-encoded unless they mean themselves everywhere in a query.
    private static func encoded(_ value: String) -> String {
        guard !value.utf8.allSatisfy(isPlain) else {
            return value
        }
        var text = ""
        for byte in value.utf8 {
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + HexDigits.text(of: [byte], uppercase: true)
            }
        }
        return text
    }

    /// Whether a byte means itself everywhere in a query.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
