import Testing

@testable import Gateway

@Suite("The header traceparent")
struct TraceParentTests {
    private static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    /// Of another kind than most, so that SwiftNIO's decoder reads it.
    private static let unusual = ["Connection: close"]

    @Test func `it comes to its call, and to no other of the connection`() throws {
        let runner = FakeRunner()
        let connection = try EmbeddedConnection(World.server(runner: runner))
        let requests = [
            World.post(), World.post(headers: ["Traceparent: \(Self.parent)"]), World.post(),
            World.post(headers: ["traceparent: \(Self.parent)"] + Self.unusual),
        ]
        #expect(try connection.exchange(requests.joined()).map(\.code) == [0, 0, 0, 0])
        #expect(runner.traceParents == [nil, Self.parent, nil, Self.parent])
    }
}
