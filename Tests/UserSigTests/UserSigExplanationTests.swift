import Testing
import UserSig
import Wire

@Suite("UserSig explanation")
struct UserSigExplanationTests {
    private func explain(_ text: String, identifier: Account? = Sample.identifier, key: Secret = Sample.key)
        -> UserSigExplanation
    {
        UserSigExplanation(Secret(text), sdkAppID: Sample.app, identifier: identifier, key: key, now: Sample.time)
    }

    @Test func `a valid signature is accepted step by step`() {
        let explanation = explain(Sample.userSig)
        #expect(explanation.isAccepted)
        #expect(
            explanation.description == """
                note  the text has 204 bytes
                ok    it decodes: base64 in the UserSig alphabet, a whole zlib stream, a JSON document of version 2.0
                ok    TLS.sdkappid is 1400777001, the app of the call is 1400777001
                ok    TLS.identifier is "root_admin", the caller is "root_admin"
                ok    made at 2025-01-01 02:53:20 UTC (TLS.time 1735700000) for 7 days (TLS.expire 604800); it is valid for \
                7 days, until 2025-01-08 02:53:20 UTC
                ok    TLS.sig is the HMAC-SHA256 that this key gives
                accepted
                """)
    }

    @Test(arguments: Malformed.all)
    func `the verdict on a text that cannot be decoded is that of verification`(malformed: Malformed) {
        let explanation = explain(malformed.text)
        #expect(explanation.defect == malformed.defect)
        #expect(explanation.description.contains("refused with 70003"))
    }

    @Test func `every fault is shown, and the first one is the verdict`() {
        let explanation = UserSigExplanation(
            Secret(Sample.userSig), sdkAppID: SDKAppID(1), identifier: Sample.account("other"),
            key: VendorVector.otherKey, now: .forever)
        #expect(explanation.steps.filter { $0.outcome == .failed }.count == 4)
        #expect(explanation.defect == .sdkAppIDMismatch)
    }

    @Test(
        arguments: [
            (-3_600, "it is valid for 60 minutes, until 2025-01-08 02:53:20 UTC"),
            (10_800, "it expired 3 hours ago, at 2025-01-08 02:53:20 UTC"),
            (86_400 * 400, "it expired 400 days ago, at 2025-01-08 02:53:20 UTC"),
        ] as [(Int64, String)])
    func `how long it is valid, or was, is said in words`(after: Int64, words: String) {
        let explanation = UserSigExplanation(
            Secret(Sample.userSig), sdkAppID: Sample.app, identifier: Sample.identifier, key: Sample.key,
            now: UnixTime(seconds: Sample.time.seconds + 604_800 + after))
        #expect(explanation.description.contains(words))
        #expect(explanation.isAccepted == (after < 0))
    }

    @Test func `without an identifier the one inside is shown`() {
        let explanation = explain(Sample.userSig, identifier: nil)
        #expect(explanation.isAccepted)
        #expect(explanation.description.contains(#"TLS.identifier is "root_admin""#))
    }

    @Test func `what a terminal would obey is shown escaped`() {
        let explanation = explain(Packed.text(document: ["TLS.identifier": #""\u001b[2J\u202eroot""#]), identifier: nil)
        #expect(explanation.description.contains(#"TLS.identifier is "\u001b[2J\u202eroot""#))
    }

    @Test func `an empty key is the missing key of verification`() {
        #expect(explain(Sample.userSig, key: "").defect == .keyMissing)
    }

    @Test func `common slips are named`() {
        #expect(explain(Sample.userSig.replacing("*", with: "%2A")).description.contains("percent-encoding"))
        #expect(explain(Sample.userSig.replacing("*", with: "+")).description.contains("instead"))
    }

    @Test func `milliseconds are pointed out`() {
        let explanation = explain(Packed.text(document: ["TLS.time": "1735700000000"]))
        #expect(explanation.description.contains("milliseconds"))
        #expect(explanation.defect == .signedInFuture)
        #expect(explanation.description.contains("refused with 70009"))
    }

    @Test(arguments: [(86_400, nil), (86_401, .signedInFuture)] as [(Int64, UserSigDefect?)])
    func `a time ahead is pointed out, and refused beyond a day`(lead: Int64, defect: UserSigDefect?) {
        let explanation = UserSigExplanation(
            Secret(Sample.userSig), sdkAppID: Sample.app, identifier: Sample.identifier, key: Sample.key,
            now: UnixTime(seconds: Sample.time.seconds - lead))
        #expect(explanation.description.contains("TLS.time lies \(lead) s in the future"))
        #expect(explanation.defect == defect)
    }
}
