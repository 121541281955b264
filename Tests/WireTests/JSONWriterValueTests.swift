import Testing
import Wire

@Suite("JSON values, written again")
struct JSONWriterValueTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "-7", "9223372036854775807", "9223372036854775808", "1.50", "-0.0", "1e400",
        #""""#, #""a\"\\群😀\u0000""#, "[]", "{}", #"[1,[2,{}],null]"#, #"{"a":1,"":[true],"b":{"b":null}}"#,
    ])
    func `a value without white space is written as it was`(text: String) throws {
        var writer = JSONWriter()
        writer.value(try JSONParser.parse(Array(text.utf8)))
        #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    }

    @Test func `of a key given twice the last one stays`() throws {
        var writer = JSONWriter()
        // the second and the third key are the same character, but not the same bytes
        writer.value(try JSONParser.parse(Array(#"{"a":1,"\u00e9":2,"e\u0301":3,"a":4,"b":{"c":5,"c":6}}"#.utf8)))
        #expect(
            String(decoding: writer.bytes, as: UTF8.self) == "{\"\u{e9}\":2,\"e\u{301}\":3,\"a\":4,\"b\":{\"c\":6}}")
    }

    @Test func `white space goes, and escapes that are not needed`() throws {
        var writer = JSONWriter()
        writer.beginArray()
        writer.value(try JSONParser.parse(Array(#" { "k" : [ 1 , "\u7fa4\/" ] } "#.utf8)))
        writer.encoded(Array("2".utf8))
        writer.endArray()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"[{"k":[1,"群/"]},2]"#)
    }
}
