import Testing

@testable import UserSig

/// A text that cannot be decoded, and the reason that is found.
struct Malformed: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let defect: UserSigDefect

    init(_ description: String, _ text: String, _ defect: UserSigDefect) {
        testDescription = description
        self.text = text
        self.defect = defect
    }

    private init(_ description: String, member name: String, _ value: String?, expected: String) {
        self.init(description, Packed.text(document: [name: value]), .member(name: name, expected: expected))
    }

    static let all = texts + streams + documents

    private static let texts = [
        Malformed("the alphabet of base64", Sample.userSig.replacing("*", with: "+"), .notBase64),
        Malformed("the padding of base64", Sample.userSig.replacing("_", with: "="), .notBase64),
        Malformed("percent-encoding left in place", Sample.userSig.replacing("*", with: "%2A"), .notBase64),
        Malformed("a space", " " + Sample.userSig, .notBase64),
        Malformed("non-ASCII text", "\u{7FA4}", .notBase64),
        Malformed("padding alone", "____", .notBase64),
        Malformed("no deflate stream", "AAAA", .notCompressed),
        Malformed("4097 bytes", String(repeating: "A", count: 4097), .tooLong),
    ]

    private static let streams = [
        Malformed(
            "gzip",
            "H4sIAAAAAAACA6tWCvEJ1itLLVKyUlAy0jNQ0lEAi2SmpOaVZKZlQiSK8vNL4hNTcjPzYPLFKdmJBQWZKUBZQxMDA3"
                + "NzcwMDQ6hcakVBZlEqUMbMwMTCwAAqWpKZCxIzNDc2Bao1gIsXZ6aDrIhKKfX3ywpJLHIN0o8I93KscAqq9E7OzXEu"
                + "zoooNM8KcYoqD08uiTTycSu3VaoFAL0LvCG3AAAA", .notCompressed),
        Malformed(
            "raw deflate",
            "q1YK8QnWK0stUrJSUDLSM1DSUQCLZKak5pVkpmVCJIry80viE1NyM-Ng8sUp2YkFBZkpQFlDEwMDc3NzAwNDqFxqRU"
                + "FmUSpQxszAxMLAACpakpkLEjM0NzYFqjWAixdnpoOsiEop9ffLCkkscg3Sjwj3cqxwCqr0Ts7NcS7Oiig0zwpxiioP"
                + "Ty6JNPJxK7dVqgUA", .notCompressed),
        Malformed(
            "a byte after the stream",
            "eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkivLzS*ITU3Iz82DyxSnZiQUFmSlAWUMTAwNzc3MDA0OoXG"
                + "pFQWZRKlDGzMDEwsAAKlqSmQsSMzQ3NgWqNYCLF2emg6yISin198sKSSxyDdKPCPdyrHAKqvROzs1xLs6KKDTPCnGK"
                + "Kg9PLok08nErt1WqBQCvVDU3eA__", .trailingBytes),
        Malformed("two streams", Packed.text(Packed.stored("{}") + Packed.stored("{}")), .trailingBytes),
        Malformed("a bomb", Packed.text(json: String(repeating: " ", count: 1_000_000)), .contentTooLarge),
        Malformed("8193 bytes", Packed.text(json: String(repeating: " ", count: 8193)), .contentTooLarge),
        Malformed("8192 bytes", Packed.text(json: String(repeating: " ", count: 8192)), .notJSON),
        Malformed("an empty stream", Packed.text(json: ""), .notJSON),
        Malformed("an array", Packed.text(json: "[]"), .notJSON),
        Malformed("half a document", Packed.text(json: #"{"TLS.ver":"2.0""#), .notJSON),
        Malformed("the scheme in use until 2019", outdated, .outdatedScheme),
    ]

    private static let outdated =
        "eJxVjsEKwjAQBX*l5CyyaVojXtWDoAdRzyE0qSylSUhXUcR-l6S04B5nmMd*2PV4Weqm8Q9Hit7Bsk3BgC2KLNBYR9"
        + "iijQlH70lp06ObvA4BjdKkRDR-4WA6lWWivAKQUgLwSdtXwGiVbmlcXkG1hjl*2jigd0mUwGteCkg3b*M9qdP*tj2c"
        + "d27mhH3*nktRy7H4-gAajD5J"

    private static let documents = [
        Malformed("no version", member: "TLS.ver", nil, expected: "the string 2.0"),
        Malformed("version 1.0", member: "TLS.ver", #""1.0""#, expected: "the string 2.0"),
        Malformed("version as a number", member: "TLS.ver", "2.0", expected: "the string 2.0"),
        Malformed("no identifier", member: "TLS.identifier", nil, expected: "a string of one line"),
        Malformed("a number as identifier", member: "TLS.identifier", "1", expected: "a string of one line"),
        Malformed("two lines", member: "TLS.identifier", #""root\nadmin""#, expected: "a string of one line"),
        Malformed("no app", member: "TLS.sdkappid", nil, expected: "an integer"),
        Malformed("the app as a string", member: "TLS.sdkappid", #""1400777001""#, expected: "an integer"),
        Malformed("no time", member: "TLS.time", nil, expected: "a positive integer"),
        Malformed("a negative time", member: "TLS.time", "-1", expected: "a positive integer"),
        Malformed("a fraction", member: "TLS.time", "1735700000.5", expected: "a positive integer"),
        Malformed("no expiry", member: "TLS.expire", nil, expected: "an integer from 0 to 4294967295"),
        Malformed("a negative expiry", member: "TLS.expire", "-1", expected: "an integer from 0 to 4294967295"),
        Malformed("137 years", member: "TLS.expire", "4294967296", expected: "an integer from 0 to 4294967295"),
        Malformed("2^63", member: "TLS.expire", "9223372036854775808", expected: "an integer from 0 to 4294967295"),
        Malformed("no signature", member: "TLS.sig", nil, expected: "a string"),
        Malformed("a list as userbuf", member: "TLS.userbuf", "[]", expected: "a string of base64"),
    ]
}
