import TestSupport
import Testing
import Wire

@Suite("JSON parser")
struct JSONParserTests {
    @Test(arguments: [
        ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("-1", "-1"),
        ("9223372036854775807", "9223372036854775807"), ("1.5", "1.5"), ("1e3", "1000.0"), ("-0", "-0.0"),
        ("18446744073709551616", "1.8446744073709552e+19"),
        (" [1 , 2,\n3]\t", "[1,2,3]"), ("[]", "[]"), ("{}", "{}"), (#"{"a":{"b":[null]}}"#, "{a:{b:[null]}}"),
        (#""a\"\\\/\b\f\n\r\t""#, "'a\"\\/\u{8}\u{c}\n\r\t'"), (#""\u00e9\u4E2D""#, "'é中'"),
        (#""\uD83D\uDE00""#, "'😀'"), ("\"\u{7f}é\"", "'\u{7f}é'"), (#""x\u0000y""#, "'x\u{0}y'"),
        ("\u{FEFF}1", "1"),
    ])
    func `valid texts are read`(text: String, expected: String) throws {
        #expect(describe(try JSONParser.parse(text.utf8)) == expected)
    }

    @Test(arguments: [
        "", " ", "nul", "tru", "True", "[1,]", "[1 2]", "[", "{", "}", #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, #"{"a":1,}"#,
        "01", "-", "1.", ".5", "1e", "+1", "0x10", "NaN", #"""#, #""\x""#, #""\u12G4""#, #""\u12"#, "\"\u{1}\"",
        #""\uD83D""#, #""\uDE00""#, #""\uD83D\u0041""#, #""\uD83Dx""#, "1 2", "{} {}", "'a'", "[1]x", "\"a\nb\"",
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text.utf8) }
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE4, 0xB8, 0x22],
        [0xFF], [0x22, 0x5C, 0x6E, 0xF8, 0x22], [0x7B, 0x22, 0xC3, 0x22, 0x3A, 0x31, 0x7D],
    ])
    func `invalid UTF-8 is refused`(bytes: [UInt8]) {
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) }
    }

    @Test func `32 levels are read and 33 refused`() throws {
        let nested = { (levels: Int) in
            String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        }
        _ = try JSONParser.parse(nested(32).utf8)
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(nested(33).utf8) }
        #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(nested(100_000).utf8) }
    }

    @Test func `of a key given twice the last one counts`() throws {
        guard case .object(let object) = try JSONParser.parse(#"{"a":1,"b":2,"a":3}"#.utf8) else {
            Issue.record("not an object")
            return
        }
        #expect(object["a"].map(describe) == "3")
    }

    @Test(arguments: [1, 20]) func `of a key given twice the last one is shown, in its place`(others: Int) throws {
        let members = (0..<others).map { "\"k\($0)\":0" }.joined(separator: ",")
        guard case .object(let object) = try JSONParser.parse(#"{"a":1,\#(members),"a":3,"b":4}"#.utf8) else {
            Issue.record("not an object")
            return
        }
        var shown: [String] = []
        object.forEach { key, value in shown.append("\(key):\(describe(value))") }
        #expect(shown == (0..<others).map { "k\($0):0" } + ["a:3", "b:4"])
    }

    @Test func `null counts as absent`() throws {
        guard case .object(let object) = try JSONParser.parse(#"{"a":1,"a":null}"#.utf8) else {
            Issue.record("not an object")
            return
        }
        #expect(object["a"] == nil)
    }

    @Test func `keys are compared by bytes`() throws {
        guard case .object(let object) = try JSONParser.parse("{\"\u{212A}\":1}".utf8) else {
            Issue.record("not an object")
            return
        }
        #expect(object["K"] == nil)
    }

    @Test func `combining marks stay as they were composed`() throws {
        guard case .string(let text) = try JSONParser.parse("\"e\u{301}\"".utf8) else {
            Issue.record("not a string")
            return
        }
        #expect(Array(text.utf8) == Array("e\u{301}".utf8))
    }

    @Test func `every proper prefix of a text is refused`() {
        let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\n"],"b":{"c":true,"d":null}}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text[..<length]) }
        }
    }

    @Test func `mangled texts never trap`() {
        var generator = SeededGenerator(seed: 20_261_123)
        let seed = Array(#"{"GroupIdList":["a","\u0000\uD83D\uDE00"],"n":-12.5e+3,"o":{"t":true}}"#.utf8)
        for _ in 0..<20_000 {
            var text = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                text[Int.random(in: 0..<text.count, using: &generator)] = .random(in: 0...255, using: &generator)
            }
            _ = try? JSONParser.parse(text)
        }
    }

    private func describe(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .integer(let number): "\(number)"
        case .decimal(let number, _): "\(number)"
        case .string(let text): "'\(text)'"
        case .array(let values): "[\(values.map(describe).joined(separator: ","))]"
        case .object(let object): "{\(["a", "b"].compactMap { key(object, $0) }.joined(separator: ","))}"
        }
    }

    private func key(_ object: JSONObject, _ name: StaticString) -> String? {
        object[name].map { "\(name):\(describe($0))" }
    }

    @Test(
        arguments: [
            (#"{"a": 1, "b": 2}"#, nil), ("{}", nil), (#"{"a": 1, "b": 2, "\u0061": 3}"#, "a"),
            ("{\"\u{E9}\": 1, \"e\u{301}\": 2}", nil),
        ] as [(String, String?)])
    func `a key that is given again is known`(text: String, key: String?) throws {
        guard case .object(let object) = try JSONParser.parse(Array(text.utf8)) else {
            Issue.record("no object")
            return
        }
        #expect(object.repeatedKey == key)
    }
}
