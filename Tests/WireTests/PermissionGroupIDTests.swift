import Testing
import Wire

@Suite struct PermissionGroupIDTests {
    @Test(arguments: [
        ("@PMG#_editors", true), ("@PMG#_@PMG#cX", false), ("@PMG#_", false), ("editors", false), ("a b~", false),
        ("@PMG#_a@PMG#", false),
    ])
    func `custom identifiers have a form of their own`(text: String, isCustom: Bool) throws {
        let id = try #require(PermissionGroupID(text))
        #expect(id.isCustom == isCustom)
        #expect("\(id)" == text)
    }

    @Test(arguments: ["", "ä", "a\u{7F}", String(repeating: "p", count: 49)])
    func `what is not printable ASCII or too long is no identifier`(text: String) {
        #expect(PermissionGroupID(text) == nil)
    }
}
