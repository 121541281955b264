import Testing

@testable import qun

@Suite("Places of keys") struct JSONKeyPlacesTests {
    private func place(_ path: String..., in text: String) -> String? {
        JSONKeyPlaces(of: Array(text.utf8))[path].map { "\($0)" }
    }

    @Test func `keys are found by their paths`() {
        let text = """
            {"a": 1,
              "b": {"a": [1, {"a": 2}], "c\\u0064": "x: {\\"a\\":"},
            \t"é": 1, "a": 2 , "last" : {}}
            """
        #expect(place("b", in: text) == "line 2, column 3")
        #expect(place("b", "a", in: text) == "line 2, column 9")
        #expect(place("b", "cd", in: text) == "line 2, column 29")
        #expect(place("é", in: text) == "line 3, column 2")
        #expect(place("last", in: text) == "line 3, column 19")
        #expect(place("c", in: text) == nil)
    }

    @Test func `of a key that is given twice the second one is found`() {
        #expect(place("a", in: #"{"a": 1, "a": 2}"#) == "line 1, column 10")
    }

    @Test(arguments: ["", "[]", "5", #""a""#, "{}", "{\"a", "{\"a\\", "]]\"a\":1"])
    func `a text without keys has none, whatever it is`(text: String) {
        #expect(place("a", in: text) == nil || text.hasPrefix("{"))
    }
}
