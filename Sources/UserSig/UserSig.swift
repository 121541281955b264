package import Wire

/// Makes and checks UserSigs, the bearer tokens of the protocol (version 2, HMAC-SHA256).
///
/// - Source: protocol reference file 00, section 4; the vendor's signing libraries.
package enum UserSig {
    /// Longest text that is looked at, in bytes; one without `userbuf` has about 200.
    package static let maximumTextBytes = 4096
    /// Longest content that is unpacked, in bytes.
    package static let maximumContentBytes = 8192
    /// Longest validity that is taken seriously, in seconds: 136 years, where the documentation names 50.
    package static let maximumExpire: Int64 = 4_294_967_295
    /// How far ahead of the server's clock the moment of signing may lie, in seconds: a day, for clocks that differ.
    package static let maximumLead: Int64 = 86_400

    /// Signs for an account.
    ///
    /// - Parameters:
    ///   - key: the app's secret key, used as text and not as hexadecimal digits.
    ///   - time: the moment of signing.
    ///   - expire: validity in seconds, counted from `time`.
    ///   - userbuf: permissions of an audio or video room. Chat needs none.
    package static func make(
        sdkAppID: SDKAppID, key: Secret, identifier: Account, time: UnixTime, expire: UInt32, userbuf: [UInt8]? = nil
    ) -> Secret {
        let document = UserSigDocument(
            identifier: identifier.text, sdkAppID: Int64(sdkAppID.number), time: time.seconds, expire: Int64(expire),
            userbuf: userbuf.map { Base64.standard.encode($0) }, key: key)
        guard let text = document.packed() else {
            fatalError("no memory to compress \(maximumContentBytes) bytes")
        }
        return Secret(text)
    }

    /// Checks a UserSig in the order that the protocol's codes are specified in.
    ///
    /// - Parameters:
    ///   - text: the value of the URL's `usersig`, percent-decoded.
    ///   - sdkAppID: the app of the URL.
    ///   - identifier: the account of the URL.
    ///   - key: the app's secret key; `nil` or empty when it has none.
    /// - Returns: the last second in which the signature is valid.
    package static func verify(
        _ text: Secret, sdkAppID: SDKAppID, identifier: Account, key: Secret?, now: UnixTime
    ) throws(UserSigDefect) -> UnixTime {
        let document = try UserSigDocument(decoding: text)
        try document.checkApp(sdkAppID)
        try document.checkIdentifier(identifier)
        guard let key, !key.revealed.isEmpty else {
            throw .keyMissing
        }
        try document.checkTime(now: now)
        try document.checkExpiry(now: now)
        try document.checkSignature(key: key)
        return document.expiry
    }
}
