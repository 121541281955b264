import TestSupport
import Testing
import Wire

@Suite("JSON writer")
struct JSONWriterTests {
    @Test func `commas stand between members and elements only`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("a", 1)
        writer.key("b")
        writer.beginArray()
        writer.integer(-2)
        writer.beginObject()
        writer.endObject()
        writer.string("{")
        writer.string(":")
        writer.endArray()
        writer.field("c", ["x", "y"])
        writer.endObject()
        #expect(text(writer) == #"{"a":1,"b":[-2,{},"{",":"],"c":["x","y"]}"#)
    }

    @Test(arguments: [
        ("", #""""#), ("plain", #""plain""#), ("\"\\/", #""\"\\/""#), ("\u{0}\u{1}\u{1f}", #""\u0000\u0001\u001f""#),
        ("\n\t", #""\u000a\u0009""#), ("\u{7f}é中😀", "\"\u{7f}é中😀\""), ("e\u{301}", "\"e\u{301}\""),
    ])
    func `strings are escaped`(string: String, expected: String) {
        var writer = JSONWriter()
        writer.string(string)
        #expect(writer.bytes == Array(expected.utf8))
    }

    @Test(arguments: [(Int64.min, "-9223372036854775808"), (0, "0"), (Int64.max, "9223372036854775807"), (-7, "-7")])
    func `integers are decimal`(number: Int64, expected: String) {
        var writer = JSONWriter()
        writer.integer(number)
        #expect(text(writer) == expected)
    }

    @Test func `what is written is read back byte for byte`() throws {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let scalars = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &generator)) ?? "\u{0}"
            }
            let original = String(String.UnicodeScalarView(scalars))
            var writer = JSONWriter()
            writer.string(original)
            guard case .string(let read) = try JSONParser.parse(writer.bytes) else {
                Issue.record("not a string")
                return
            }
            #expect(Array(read.utf8) == Array(original.utf8))
        }
    }

    @Test func `the envelopes have the documented order`() {
        var writer = Envelope.success(of: .groupOpen)
        writer.field("GroupId", "x")
        writer.endObject()
        #expect(text(writer) == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"GroupId":"x"}"#)
        let failure = Envelope.failure(APIError(.groupNotFound, "GroupId: \"no\""), of: nil)
        #expect(
            String(decoding: failure, as: UTF8.self)
                == #"{"ActionStatus":"FAIL","ErrorInfo":"GroupId: \"no\"","ErrorCode":10010}"#)
    }

    @Test func `profile calls have a text for end users in both envelopes`() {
        var writer = Envelope.success(of: .profile)
        writer.endObject()
        #expect(text(writer) == #"{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0,"ErrorDisplay":""}"#)
        let failure = Envelope.failure(APIError(.unknownProfileField, "no"), of: .profile)
        #expect(
            String(decoding: failure, as: UTF8.self)
                == #"{"ActionStatus":"FAIL","ErrorInfo":"no","ErrorCode":40009,"ErrorDisplay":""}"#)
    }

    private func text(_ writer: JSONWriter) -> String {
        String(decoding: writer.bytes, as: UTF8.self)
    }
}
