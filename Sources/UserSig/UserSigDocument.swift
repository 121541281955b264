import Digests
import Wire

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The content of a UserSig.
///
/// - Source: protocol reference file 00, 4.2 to 4.4.
struct UserSigDocument {
    let identifier: String
    let sdkAppID: Int64
    /// Moment of signing, Unix seconds.
    let time: Int64
    /// Validity in seconds, counted from ``time``.
    let expire: Int64
    /// Base64 of the permissions of an audio or video room; chat makes no use of it, but it is signed.
    let userbuf: String?
    /// Base64 of the signature.
    let signature: Secret

    /// Unpacks a UserSig, without comparing or verifying anything.
    init(decoding text: Secret) throws(UserSigDefect) {
        let content = try Self.unpack(text.revealed)
        guard let value = try? JSONParser.parse(content), case .object(let object) = value else {
            throw .notJSON
        }
        self = try UserSigDocument(object)
    }

    init(identifier: String, sdkAppID: Int64, time: Int64, expire: Int64, userbuf: String?, key: Secret) {
        self.identifier = identifier
        self.sdkAppID = sdkAppID
        self.time = time
        self.expire = expire
        self.userbuf = userbuf
        let content = Self.signedText(identifier, sdkAppID, time, expire, userbuf)
        signature = Secret(Base64.standard.encode(HMACSHA256.authenticate(content, key: Self.bytes(of: key))))
    }

    private init(_ object: JSONObject) throws(UserSigDefect) {
        guard case .string("2.0") = object["TLS.ver"] else {
            throw object["TLS.account_type"] == nil
                ? .member(name: "TLS.ver", expected: "the string 2.0") : .outdatedScheme
        }
        // A line feed in a text would let a signature made for one set of values serve for another.
        guard case .string(let identifier) = object["TLS.identifier"], !identifier.utf8.contains(0x0A) else {
            throw .member(name: "TLS.identifier", expected: "a string of one line")
        }
        guard case .integer(let sdkAppID) = object["TLS.sdkappid"] else {
            throw .member(name: "TLS.sdkappid", expected: "an integer")
        }
        guard case .integer(let time) = object["TLS.time"], time >= 0 else {
            throw .member(name: "TLS.time", expected: "a positive integer")
        }
        guard case .integer(let expire) = object["TLS.expire"], (0...UserSig.maximumExpire).contains(expire) else {
            throw .member(name: "TLS.expire", expected: "an integer from 0 to \(UserSig.maximumExpire)")
        }
        guard case .string(let signature) = object["TLS.sig"] else {
            throw .member(name: "TLS.sig", expected: "a string")
        }
        self.identifier = identifier
        self.sdkAppID = sdkAppID
        self.time = time
        self.expire = expire
        self.signature = Secret(signature)
        userbuf = try Self.userbuf(object["TLS.userbuf"])
    }

    private static func userbuf(_ member: JSONValue?) throws(UserSigDefect) -> String? {
        guard let member else {
            return nil
        }
        guard case .string(let text) = member, Base64.standard.bytes(of: text) != nil else {
            throw .member(name: "TLS.userbuf", expected: "a string of base64")
        }
        return text
    }

    private static func unpack(_ text: String) throws(UserSigDefect) -> [UInt8] {
        guard !text.utf8.isEmpty else {
            throw .empty
        }
        guard text.utf8.count <= UserSig.maximumTextBytes else {
            throw .tooLong
        }
        guard let packed = Base64.userSig.bytes(of: text) else {
            throw .notBase64
        }
        do {
            return try ZlibStream.decompress(packed, maximumBytes: UserSig.maximumContentBytes)
        } catch {
            switch error {
            case .damaged: throw .notCompressed
            case .tooLarge: throw .contentTooLarge
            case .trailingBytes: throw .trailingBytes
            }
        }
    }

    // MARK: Use

    /// The last second in which the signature is valid.
    var expiry: UnixTime {
        let (sum, isOverflow) = time.addingReportingOverflow(expire)
        return UnixTime(seconds: isOverflow ? .max : sum)
    }

    func checkApp(_ wanted: SDKAppID) throws(UserSigDefect) {
        guard sdkAppID == Int64(wanted.number) else {
            throw .sdkAppIDMismatch
        }
    }

    func checkIdentifier(_ wanted: Account) throws(UserSigDefect) {
        guard identifier.utf8.elementsEqual(wanted.text.utf8) else {
            throw .identifierMismatch
        }
    }

    /// Checks that the moment of signing does not lie too far ahead: a signature dated so would never expire.
    func checkTime(now: UnixTime) throws(UserSigDefect) {
        guard time - UserSig.maximumLead <= now.seconds, !time.addingReportingOverflow(expire).overflow else {
            throw .signedInFuture
        }
    }

    func checkExpiry(now: UnixTime) throws(UserSigDefect) {
        guard now <= expiry else {
            throw .expired(at: expiry)
        }
    }

    /// Checks the signature, in a time that does not depend on how much of it is right.
    func checkSignature(key: Secret) throws(UserSigDefect) {
        let content = Self.signedText(identifier, sdkAppID, time, expire, userbuf)
        guard
            let code = Base64.standard.bytes(of: signature.revealed),
            HMACSHA256.verify(code, of: content, key: Self.bytes(of: key))
        else {
            throw .signatureMismatch
        }
    }

    /// The text form that goes into a URL.
    ///
    /// - Returns: `nil` only when memory runs out.
    func packed() -> String? {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.field("TLS.ver", "2.0")
        writer.field("TLS.identifier", identifier)
        writer.field("TLS.sdkappid", sdkAppID)
        writer.field("TLS.expire", expire)
        writer.field("TLS.time", time)
        if let userbuf {
            writer.field("TLS.userbuf", userbuf)
        }
        writer.field("TLS.sig", signature.revealed)
        writer.endObject()
        return ZlibStream.compress(writer.bytes).map { Base64.userSig.encode($0) }
    }

    private static func signedText(
        _ identifier: String, _ sdkAppID: Int64, _ time: Int64, _ expire: Int64, _ userbuf: String?
    ) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(128 + (userbuf?.utf8.count ?? 0))
        func line(_ name: StaticString, _ value: String) {
            name.withUTF8Buffer { text.append(contentsOf: $0) }
            text.append(contentsOf: value.utf8)
            text.append(0x0A)
        }
        line("TLS.identifier:", identifier)
        line("TLS.sdkappid:", String(sdkAppID))
        line("TLS.time:", String(time))
        line("TLS.expire:", String(expire))
        if let userbuf {
            line("TLS.userbuf:", userbuf)
        }
        return text
    }

    /// The key that an app's secret key is: its text, not what its hexadecimal digits spell.
    private static func bytes(of secretKey: Secret) -> [UInt8] {
        Array(secretKey.revealed.utf8)
    }
}
