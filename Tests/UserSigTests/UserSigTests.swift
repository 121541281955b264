import Testing
import Wire

@testable import UserSig

@Suite("UserSig")
struct UserSigTests {
    @Test func `the vector of the reference is valid up to and including its last second`() {
        #expect(Sample.outcome(Sample.userSig) == .success(Sample.expiry))
        #expect(Sample.outcome(Sample.userSig, now: Sample.expiry) == .success(Sample.expiry))
        let later = UnixTime(seconds: Sample.expiry.seconds + 1)
        #expect(Sample.outcome(Sample.userSig, now: later) == .failure(.expired(at: Sample.expiry)))
    }

    @Test(arguments: [
        (nil, "ZduONjTarER/XWJAxBRyKcmlCsjXq7jTBZwWctY2LFw="),
        ("AAAKcm9vdF9hZG1pbg==", "hL8GiewOW2qg5/FK396AUNJFOJtv2SZUd+ZRvbQJha0="),
    ])
    func `the signature over the reference's text is the documented one`(userbuf: String?, signature: String) {
        let document = UserSigDocument(
            identifier: "root_admin", sdkAppID: 1_400_777_001, time: 1_735_700_000, expire: 604_800,
            userbuf: userbuf, key: Sample.key)
        #expect(document.signature.revealed == signature)
    }

    @Test(arguments: VendorVector.all)
    func `a signature of the vendor's library is accepted`(vector: VendorVector) throws {
        let expiry = try UserSig.verify(
            vector.userSig, sdkAppID: SDKAppID(vector.sdkAppID), identifier: Sample.account(vector.identifier),
            key: vector.key, now: UnixTime(seconds: vector.time))
        #expect(expiry.seconds == vector.time + Int64(vector.expire))
    }

    @Test(arguments: VendorVector.all)
    func `a signature made here is signed like the vendor's`(vector: VendorVector) throws {
        let made = UserSig.make(
            sdkAppID: SDKAppID(vector.sdkAppID), key: vector.key, identifier: Sample.account(vector.identifier),
            time: UnixTime(seconds: vector.time), expire: vector.expire, userbuf: vector.userbuf)
        let ours = try UserSigDocument(decoding: made)
        let theirs = try UserSigDocument(decoding: vector.userSig)
        #expect(ours.signature == theirs.signature)
        #expect(ours.userbuf == theirs.userbuf)
        #expect(
            try UserSig.verify(
                made, sdkAppID: SDKAppID(vector.sdkAppID), identifier: Sample.account(vector.identifier),
                key: vector.key, now: UnixTime(seconds: vector.time)) == ours.expiry)
    }

    @Test(arguments: ["管理员", "e\u{301}", "\u{E9}", "👩🏽"])
    func `an account may have any name of UTF-8`(name: String) throws {
        let account = Sample.account(name)
        let made = UserSig.make(
            sdkAppID: Sample.app, key: Sample.key, identifier: account, time: Sample.time, expire: 60)
        let explanation = UserSigExplanation(
            made, sdkAppID: Sample.app, identifier: nil, key: Sample.key, now: Sample.time)
        #expect(explanation.isAccepted)
        #expect(explanation.description.contains("\"\(name)\""))
        #expect(
            try UserSig.verify(
                made, sdkAppID: Sample.app, identifier: account, key: Sample.key, now: Sample.time
            ).seconds
                == Sample.time.seconds + 60)
    }

    @Test func `a signature is for the bytes of a name`() {
        let made = UserSig.make(
            sdkAppID: Sample.app, key: Sample.key, identifier: Sample.account("e\u{301}"), time: Sample.time, expire: 60
        )
        #expect(throws: UserSigDefect.identifierMismatch) {
            try UserSig.verify(
                made, sdkAppID: Sample.app, identifier: Sample.account("\u{E9}"), key: Sample.key, now: Sample.time
            )
        }
    }

    @Test func `padding may be missing, in part or wholly`() {
        #expect(Sample.outcome(String(Sample.userSig.dropLast(1))) == .success(Sample.expiry))
        #expect(Sample.outcome(String(Sample.userSig.dropLast(2))) == .success(Sample.expiry))
        #expect(Sample.outcome(Sample.userSig + "_").failure == .notBase64)
    }

    @Test(arguments: 1..<202)
    func `a truncated signature cannot be decoded`(length: Int) {
        #expect(Sample.outcome(String(Sample.userSig.prefix(length))).failure?.code == .userSigMalformed)
    }

    @Test func `no flipped bit lets another document through`() throws {
        let original = try UserSigDocument(decoding: Secret(Sample.userSig))
        for index in 0..<Sample.userSig.utf8.count {
            for bit in 0..<7 {
                var bytes = Array(Sample.userSig.utf8)
                bytes[index] ^= 1 << bit
                let text = String(decoding: bytes, as: UTF8.self)
                let accepted = (try? Sample.outcome(text).get()).flatMap { _ in
                    try? UserSigDocument(decoding: Secret(text))
                }
                // unused bits at the end of the deflate stream may differ; what it says may not
                #expect(accepted == nil || accepted?.signature == original.signature, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func `every change of one byte of a stored document is noticed`() {
        let stored = Packed.stored(Packed.document())
        for index in stored.indices {
            var bytes = stored
            bytes[index] ^= 0x01
            #expect(Sample.outcome(Packed.text(bytes)).failure?.code == .userSigMalformed, "byte \(index)")
        }
    }

    // MARK: Codes

    @Test func `an empty text answers 70002`() {
        #expect(Sample.outcome("").failure?.code == .userSigEmpty)
    }

    @Test(arguments: Malformed.all)
    func `what cannot be decoded answers 70003`(malformed: Malformed) {
        let failure = Sample.outcome(malformed.text).failure
        #expect(failure == malformed.defect)
        #expect(failure?.code == .userSigMalformed)
    }

    @Test func `another app answers 70014, before another account`() {
        let failure = #expect(throws: UserSigDefect.self) {
            try UserSig.verify(
                Secret(Sample.userSig), sdkAppID: SDKAppID(1_400_777_002), identifier: Sample.account("other"),
                key: nil,
                now: .forever)
        }
        #expect(failure?.code == .sdkAppIDMismatch)
    }

    @Test(arguments: ["other", "Root_admin", "root_admin2", "root_admi"])
    func `another account answers 70013, before a missing key`(name: String) {
        let failure = #expect(throws: UserSigDefect.self) {
            try UserSig.verify(
                Secret(Sample.userSig), sdkAppID: Sample.app, identifier: Sample.account(name), key: nil, now: .forever)
        }
        #expect(failure?.code == .identifierMismatch)
    }

    @Test(arguments: [nil, ""] as [Secret?])
    func `an app without a key answers 70016, before expiry`(key: Secret?) {
        let failure = #expect(throws: UserSigDefect.self) {
            try UserSig.verify(
                Secret(Sample.userSig), sdkAppID: Sample.app, identifier: Sample.identifier, key: key, now: .forever)
        }
        #expect(failure?.code == .keyMissing)
    }

    @Test func `an expired signature answers 70001, before a wrong key`() {
        let failure = #expect(throws: UserSigDefect.self) {
            try UserSig.verify(
                Secret(Sample.userSig), sdkAppID: Sample.app, identifier: Sample.identifier, key: "wrong", now: .forever
            )
        }
        #expect(failure?.code == .userSigExpired)
    }

    @Test func `a wrong key answers 70009`() {
        let failure = #expect(throws: UserSigDefect.self) {
            try UserSig.verify(
                Secret(Sample.userSig), sdkAppID: Sample.app, identifier: Sample.identifier,
                key: VendorVector.otherKey, now: Sample.time)
        }
        #expect(failure?.code == .userSigMismatch)
    }

    @Test func `the key is text, so its digits in upper case are another key`() {
        let made = UserSig.make(
            sdkAppID: Sample.app, key: Secret(Sample.key.revealed.uppercased()), identifier: Sample.identifier,
            time: Sample.time, expire: 60)
        #expect(Sample.outcome(made.revealed).failure == .signatureMismatch)
    }

    // MARK: Content

    @Test(arguments: ["", "AAAA", "not base64", "ZduONjTarER/XWJAxBRyKcmlCsjXq7jTBZwWctY2LFw=="])
    func `a signature that is no signature answers 70009`(signature: String) {
        #expect(Sample.outcome(Packed.text(document: ["TLS.sig": "\"\(signature)\""])).failure == .signatureMismatch)
    }

    @Test func `an expiry of 0 lasts for the second of signing`() {
        let made = UserSig.make(
            sdkAppID: Sample.app, key: Sample.key, identifier: Sample.identifier, time: Sample.time, expire: 0)
        #expect(Sample.outcome(made.revealed) == .success(Sample.time))
        #expect(
            Sample.outcome(made.revealed, now: Sample.time.advanced(bySeconds: 1)).failure == .expired(at: Sample.time))
    }

    @Test func `a time of signing may lie a day ahead, and no second more`() {
        let dayBefore = UnixTime(seconds: Sample.time.seconds - 86_400)
        let earlier = UnixTime(seconds: dayBefore.seconds - 1)
        #expect(Sample.outcome(Sample.userSig, now: dayBefore) == .success(Sample.expiry))
        #expect(Sample.outcome(Sample.userSig, now: earlier).failure == .signedInFuture)
        #expect(Sample.outcome(Sample.userSig, now: UnixTime(seconds: 0)).failure?.code == .userSigMismatch)
    }

    /// A document that is rightly signed, whatever it says.
    private func signed(time: Int64, expire: Int64) throws -> String {
        let document = UserSigDocument(
            identifier: "root_admin", sdkAppID: 1_400_777_001, time: time, expire: expire, userbuf: nil, key: Sample.key
        )
        return try #require(document.packed())
    }

    @Test(
        arguments: [
            (.max, 0), (.max, 1), (.max, 4_294_967_295), (.max - 4_294_967_295, 4_294_967_295), (1_735_700_000_000, 60),
        ] as [(Int64, Int64)])
    func `a right signature that is dated far ahead is none`(time: Int64, expire: Int64) throws {
        let text = try signed(time: time, expire: expire)
        for now in [Sample.time, UnixTime(seconds: 0), UnixTime(seconds: -1)] {
            #expect(Sample.outcome(text, now: now).failure == .signedInFuture)
        }
    }

    @Test func `an expiry that cannot be told is none, even by a clock that is as far ahead`() throws {
        let text = try signed(time: .max, expire: 1)
        #expect(Sample.outcome(text, now: UnixTime(seconds: .max)).failure == .signedInFuture)
        let last = try signed(time: .max - 1, expire: 1)
        #expect(Sample.outcome(last, now: UnixTime(seconds: .max)) == .success(UnixTime(seconds: .max)))
    }

    @Test(
        arguments: [
            (-1, 604_800, "TLS.time"), (.min, 604_800, "TLS.time"), (1_735_700_000, -1, "TLS.expire"),
            (1_735_700_000, .min, "TLS.expire"), (1_735_700_000, 4_294_967_296, "TLS.expire"),
            (1_735_700_000, .max, "TLS.expire"),
        ] as [(Int64, Int64, String)])
    func `numbers that no signer writes are no document, signed or not`(time: Int64, expire: Int64, name: String) throws
    {
        guard case .member(name, _) = Sample.outcome(try signed(time: time, expire: expire)).failure else {
            Issue.record("\(name) is taken")
            return
        }
    }

    @Test func `a signature over several lines does not serve for another account`() {
        // Whoever may choose a name could otherwise hide a whole document in it.
        let text = Packed.text(document: ["TLS.userbuf": #""AAAA\nTLS.expire:604800""#])
        #expect(Sample.outcome(text).failure == .member(name: "TLS.userbuf", expected: "a string of base64"))
    }

    @Test func `members may stand in any order, with white space and unknown ones between them`() {
        let text = Packed.text(
            json: """
                {"TLS.time" : 1735700000, "x": [1, {}],
                 "TLS.sig": "ZduONjTarER\\/XWJAxBRyKcmlCsjXq7jTBZwWctY2LFw=",
                 "TLS.sdkappid" : 1400777001, "TLS.expire": 604800,
                 "TLS.identifier": "root\\u005fadmin", "TLS.ver": "2.0", "TLS.userbuf": null}
                """)
        #expect(Sample.outcome(text) == .success(Sample.expiry))
    }
}
