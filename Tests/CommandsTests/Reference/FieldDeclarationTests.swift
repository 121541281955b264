import Apps
import Commands
import Storage
import Testing
import Wire

/// That commands read what they declare, as they declare it.
///
/// Every declared field, at every depth, is put into the command's example with a value that its declaration rules out; the
/// refusal has to name it. So no field stands in the reference that is not read, or that is read otherwise.
@Suite("Declared fields")
struct FieldDeclarationTests {
    private static let app = AppSettings(sdkAppID: SDKAppID(1_400_000_001), secretKey: nil, admins: [])

    @Test("A command takes its example", arguments: CommandRegistry.entries)
    func takesExample(_ entry: CommandEntry) throws {
        try entry.read(Array(entry.reference.example.utf8), for: Self.app)
    }

    @Test("A field is refused when it holds what its declaration rules out", arguments: CommandRegistry.entries)
    func refusesWrongValues(_ entry: CommandEntry) throws {
        let example = try SampleBody(of: entry)
        for wrong in example.wrongBodies(under: Self.app.storeLimits) {
            let refusal = #expect(throws: APIError.self, "\(entry.name): \(wrong.text) is taken") {
                try entry.read(Array(wrong.text.utf8), for: Self.app)
            }
            #expect(
                refusal?.reason.contains(wrong.place) == true,
                "\(entry.name) refuses \(wrong.text) with: \(refusal?.reason ?? "nothing")")
        }
    }

    @Test(
        "A request without a field that is required is refused, and without any other one taken",
        arguments: CommandRegistry.entries)
    func asksForRequiredFields(_ entry: CommandEntry) throws {
        let example = try SampleBody(of: entry)
        for (text, place, isRequired) in example.bodiesWithoutAField() {
            do {
                try entry.read(Array(text.utf8), for: Self.app)
                #expect(!isRequired, "\(entry.name) takes \(text), in which \(place) is missing")
            } catch {
                #expect(isRequired, "\(entry.name) refuses \(text) with: \(error.reason)")
                #expect(error.reason.contains(place), "\(entry.name) refuses \(text) with: \(error.reason)")
            }
        }
    }
}

extension CommandEntry: CustomTestStringConvertible {
    public var testDescription: String { name.description }
}
