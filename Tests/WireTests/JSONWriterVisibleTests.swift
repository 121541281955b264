import Testing
import Wire

@Suite struct JSONWriterVisibleTests {
    private func visible(_ text: String) -> String {
        var writer = JSONWriter()
        writer.visibleString(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}",
        "\u{200E}", "\u{200F}", "\u{061C}",
    ])
    func `what changes the direction of text is escaped`(mark: String) throws {
        let scalar = try #require(mark.unicodeScalars.first)
        #expect(visible("a\(mark)b") == #""a\u\#(hexadecimal(scalar.value))b""#)
    }

    @Test(arguments: [
        "\u{AD}", "\u{34F}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2028}", "\u{2029}",
        "\u{2060}",
        "\u{2064}", "\u{3164}", "\u{FE0F}", "\u{FEFF}", "\u{FFA0}", "\u{FFF9}", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}",
        "\u{9F}",
    ])
    func `what shows nothing or moves the cursor is escaped`(mark: String) throws {
        let scalar = try #require(mark.unicodeScalars.first)
        #expect(visible("群\(mark)b") == #""群\u\#(hexadecimal(scalar.value))b""#)
    }

    @Test(arguments: [("\u{E0041}", #""\udb40\udc41""#), ("\u{1D173}", #""\ud834\udd73""#)])
    func `characters beyond 16 bits are escaped as JSON does it`(mark: String, text: String) {
        #expect(visible(mark) == text)
    }

    @Test(arguments: [
        ("\u{1B}[2J", #""\u001b[2J""#), ("a\nb\rc\td", #""a\u000ab\u000dc\u0009d""#), (#"\u"#, #""\\u""#),
    ])
    func `ASCII is escaped as in every answer`(text: String, escaped: String) {
        #expect(visible(text) == escaped)
        #expect(visible("é" + text) == escaped.replacing(/^"/, with: "\"é"))
    }

    @Test(arguments: ["", "plain", "群聊", "Ünïcode é e\u{301}", "😀", "שלום", "مرحبا", "\u{3000}", "a\u{A0}b"])
    func `letters of all scripts stand as they are`(text: String) {
        #expect(visible(text) == "\"\(text)\"")
    }

    @Test(arguments: ["a\u{202E}b\u{E0041}\n\"\\", "\u{FEFF}群\u{200D}\u{1D173}"])
    func `a reader of JSON gets the text back`(text: String) throws {
        guard case .string(let read) = try JSONParser.parse(Array(visible(text).utf8)) else {
            Issue.record("no string")
            return
        }
        #expect(read.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test func `it takes its place among the values of an array`() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.visibleString("a")
        writer.visibleString("\u{202E}")
        writer.endArray()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"["a","\u202e"]"#)
    }

    private func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
