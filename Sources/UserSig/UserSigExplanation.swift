package import Wire

/// What a UserSig holds and why it is or is not accepted, in words.
///
/// All checks are made even after one has failed, so that an expired signature with a wrong key shows both. The
/// verdict is the one that ``UserSig/verify(_:sdkAppID:identifier:key:now:)`` gives.
package struct UserSigExplanation: Sendable, CustomStringConvertible {
    /// One check, or one fact that is worth knowing.
    package struct Step: Sendable {
        /// How the check ended.
        package enum Outcome: String, Sendable {
            case passed = "ok  "
            case failed = "FAIL"
            case note = "note"
        }

        package let outcome: Outcome
        /// A sentence for a person who looks for the fault.
        package let text: String
    }

    /// The checks in the order in which they are made.
    package private(set) var steps: [Step] = []
    /// The first check that failed; `nil` when the signature is accepted.
    package private(set) var defect: UserSigDefect?

    /// Whether the signature is accepted.
    package var isAccepted: Bool { defect == nil }

    /// Explains a signature as it would be treated at the moment `now`.
    ///
    /// - Parameter identifier: the account of the URL; `nil` takes the one that the signature names.
    package init(_ text: Secret, sdkAppID: SDKAppID, identifier: Account?, key: Secret, now: UnixTime) {
        note("the text has \(text.revealed.utf8.count) bytes")
        do throws(UserSigDefect) {
            let document = try UserSigDocument(decoding: text)
            explain(document, sdkAppID: sdkAppID, identifier: identifier, key: key, now: now)
        } catch {
            fail(error, "\(error.text)\(Self.hint(for: error, in: text.revealed))")
        }
    }

    /// One line a step, then the verdict.
    package var description: String {
        var lines = steps.map { "\($0.outcome.rawValue)  \($0.text)" }
        lines.append(defect.map { "refused with \($0.code.rawValue): \($0.text)" } ?? "accepted")
        return lines.joined(separator: "\n")
    }

    private mutating func explain(
        _ document: UserSigDocument, sdkAppID: SDKAppID, identifier: Account?, key: Secret, now: UnixTime
    ) {
        pass("it decodes: base64 in the UserSig alphabet, a whole zlib stream, a JSON document of version 2.0")
        check("TLS.sdkappid is \(document.sdkAppID), the app of the call is \(sdkAppID)") { () throws(UserSigDefect) in
            try document.checkApp(sdkAppID)
        }
        // it may hold anything, and is meant for a terminal
        var signed = JSONWriter()
        signed.visibleString(document.identifier)
        let named = String(decoding: signed.bytes, as: UTF8.self)
        if let identifier {
            check("TLS.identifier is \(named), the caller is \"\(identifier)\"") {
                () throws(UserSigDefect) in try document.checkIdentifier(identifier)
            }
        } else {
            note("TLS.identifier is \(named); only calls with this identifier may use it")
            if Account(document.identifier) == nil {
                fail(.identifierMismatch, "no account can have this identifier")
            }
        }
        explainTime(document, now: now)
        check(Self.validity(of: document, now: now)) { () throws(UserSigDefect) in
            try document.checkExpiry(now: now)
        }
        if document.userbuf != nil {
            note("TLS.userbuf is present; chat ignores it, but it is part of what is signed")
        }
        if key.revealed.isEmpty {
            fail(.keyMissing, UserSigDefect.keyMissing.text)
        } else {
            check("TLS.sig is the HMAC-SHA256 that this key gives") { () throws(UserSigDefect) in
                try document.checkSignature(key: key)
            }
        }
    }

    private mutating func explainTime(_ document: UserSigDocument, now: UnixTime) {
        guard document.time > now.seconds else {
            return
        }
        note("TLS.time lies \(document.time - now.seconds) s in the future: a wrong clock, or milliseconds?")
        check("TLS.time may lie \(UserSig.maximumLead) s in the future, for clocks that differ") {
            () throws(UserSigDefect) in try document.checkTime(now: now)
        }
    }

    /// When it was made, for how long, and how that stands now.
    private static func validity(of document: UserSigDocument, now: UnixTime) -> String {
        let rest = document.expiry.seconds - now.seconds
        let state =
            rest >= 0
            ? "it is valid for \(SpokenTime.words(seconds: rest)), until \(document.expiry.words)"
            : "it expired \(SpokenTime.words(seconds: -rest)) ago, at \(document.expiry.words)"
        return "made at \(UnixTime(seconds: document.time).words) (TLS.time \(document.time)) for "
            + "\(SpokenTime.words(seconds: document.expire)) (TLS.expire \(document.expire)); \(state)"
    }

    private static func hint(for defect: UserSigDefect, in text: String) -> String {
        guard case .notBase64 = defect else {
            return ""
        }
        if text.utf8.contains(UInt8(ascii: "%")) {
            return " (it holds %: decode the percent-encoding first)"
        }
        if text.utf8.contains(where: { [UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "=")].contains($0) }) {
            return " (it holds + / or =: a UserSig writes * - and _ instead)"
        }
        return ""
    }

    private mutating func check(_ text: String, _ body: () throws(UserSigDefect) -> Void) {
        do throws(UserSigDefect) {
            try body()
            pass(text)
        } catch {
            fail(error, text)
        }
    }

    private mutating func pass(_ text: String) {
        steps.append(Step(outcome: .passed, text: text))
    }

    private mutating func note(_ text: String) {
        steps.append(Step(outcome: .note, text: text))
    }

    private mutating func fail(_ defect: UserSigDefect, _ text: String) {
        steps.append(Step(outcome: .failed, text: text))
        self.defect = self.defect ?? defect
    }
}
