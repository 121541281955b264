import Groups
import Testing
import Wire

@Suite("Custom field changes")
struct CustomFieldChangeTests {
    private let limits = GroupLimits()

    @Test func `listed keys are set and others stay, in order of first writing`() throws {
        let stored = [CustomField(key: "a", value: "1"), CustomField(key: "b", value: "2")]
        let change = try group([("c", "3"), ("a", "9")])
        #expect(
            try change.apply(to: stored) == [
                CustomField(key: "a", value: "9"), CustomField(key: "b", value: "2"), CustomField(key: "c", value: "3"),
            ])
    }

    @Test func `an empty value deletes its key`() throws {
        let change = try group([("a", ""), ("zz", "")])
        #expect(try change.apply(to: [CustomField(key: "a", value: "1")]).isEmpty)
    }

    @Test func `of a key given twice the last value counts`() throws {
        #expect(try group([("a", "1"), ("a", "2")]).apply(to: []) == [CustomField(key: "a", value: "2")])
    }

    @Test(arguments: ["", "12345678901234567", "with space", "é", "a-b", "a.b"])
    func `a malformed key is refused`(key: String) {
        #expect(throws: APIError.self) { try group([(key, "x")]) }
    }

    @Test func `value limits count bytes`() throws {
        _ = try group([("a", String(repeating: "中", count: 170))])
        #expect(throws: APIError.self) { try group([("a", String(repeating: "中", count: 171))]) }
        let fields = [CustomField(key: "a", value: String(repeating: "x", count: 65))]
        #expect(throws: APIError.self) { try CustomFieldChange.member(fields, declared: nil, limits: limits) }
    }

    @Test func `undeclared keys are dropped, and refused when none is left`() throws {
        let fields = [CustomField(key: "a", value: "1"), CustomField(key: "x", value: "2")]
        let change = try CustomFieldChange.group(fields, declared: ["b", "a"], limits: limits)
        #expect(try change.apply(to: []) == [CustomField(key: "a", value: "1")])
        #expect(throws: APIError.self) {
            try CustomFieldChange.group(fields, declared: ["q"], limits: limits)
        }
    }

    @Test func `declared keys are kept in the order of the declaration`() throws {
        let fields = [CustomField(key: "a", value: "1"), CustomField(key: "b", value: "2")]
        let change = try CustomFieldChange.group(fields, declared: ["b", "a"], limits: limits)
        #expect(try change.apply(to: []).map(\.key) == ["b", "a"])
    }

    @Test func `no more keys are stored than a level holds`() throws {
        let ten = (0..<10).map { ("k\($0)", "v") }
        let stored = try group(ten).apply(to: [])
        #expect(stored.count == 10)
        #expect(throws: APIError.self) { try group([("one", "more")]).apply(to: stored) }
        #expect(try group([("k0", ""), ("one", "more")]).apply(to: stored).count == 10)
    }

    private func group(_ fields: [(String, String)]) throws -> CustomFieldChange {
        try CustomFieldChange.group(
            fields.map { CustomField(key: $0, value: $1) }, declared: nil, limits: limits)
    }
}
