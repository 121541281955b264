import InMemoryTracing
import Testing
import Tracing

@testable import Traces

@Suite("Spans of traced calls")
struct TracesTests {
    private struct Failure: Error {}

    private let tracer = InMemoryTracer()

    @Test func `a part is a span within that of the call`() async {
        let value = await Traces.call("call", of: nil, by: tracer) { _ in
            await Traces.part("part", isRequest: true) { 7 }
        }
        #expect(value == 7)
        let spans = tracer.finishedSpans
        #expect(spans.map(\.operationName) == ["part", "call"])
        #expect(spans.map(\.kind) == [.client, .server])
        #expect(spans[0].parentSpanID == spans[1].spanID)
        #expect(spans[1].parentSpanID == nil)
        #expect(tracer.activeSpans.isEmpty)
    }

    @Test func `a failure ends its spans, and is noted in them`() async {
        await #expect(throws: Failure.self) {
            try await Traces.call("call", of: nil, by: tracer) { (_: any Span) async throws(Failure) in
                try await Traces.part("part") { () async throws(Failure) in throw Failure() }
            }
        }
        #expect(tracer.finishedSpans.map(\.errors.count) == [1, 1])
        #expect(tracer.finishedSpans.allSatisfy { $0.status?.code == .error })
    }

    @Test func `outside of a traced call there is no span, and nobody is told of one`() async {
        #expect(await Traces.part("part") { Traces.fields.count } == 0)
        #expect(tracer.finishedSpans.isEmpty)
    }

    @Test func `whoever is asked during a call is told of its span`() async {
        let fields = await Traces.call("call", of: nil, by: tracer) { _ in Traces.fields }
        #expect(
            fields.map(\.1).sorted() == [tracer.finishedSpans[0].spanID, tracer.finishedSpans[0].traceID].sorted())
    }

    @Test func `the tracer is given the caller's header`() async {
        let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        await Traces.call("call", of: parent, by: tracer) { _ in }
        #expect(tracer.performedContextExtractions.map { $0.carrier as? [String: String] } == [["traceparent": parent]])
    }
}
