import InMemoryTracing
import Storage
import Synchronization
import TestSupport
import Testing
import Traces
import Tracing
import Wire

@testable import Webhooks

/// Events that are told after a call, in the call's trace.
@Suite("Traces of events")
struct TracedEventTests {
    private let tracer = InMemoryTracer()

    @Test func `an event is told in the span of the call that it comes of, after that has ended`() async throws {
        let scene = try Scene()
        try await Traces.call("call", of: nil, by: tracer) { (_: any Span) async throws in
            try await scene.create("pier")
        }
        try await scene.create("dock")
        let call = try #require(tracer.finishedSpans.last)
        try await scene.run { await scene.receiver.waitFor(2) }
        let told = tracer.finishedSpans.filter { $0.kind == .client }
        #expect(told.map(\.operationName) == ["webhook Group.CallbackAfterCreateGroup"])
        #expect(told.map(\.parentSpanID) == [call.spanID])
        #expect(told.map(\.traceID) == [call.traceID])
    }

    @Test func `each try is a part of the trace`() async throws {
        let scene = try Scene()
        scene.receiver.answers = .status(500)
        try await Traces.call("call", of: nil, by: tracer) { (_: any Span) async throws in
            try await scene.create("pier")
        }
        let call = try #require(tracer.finishedSpans.last)
        try await scene.run {
            await scene.receiver.waitFor(1)
            await scene.turn(untilWanted: .seconds(1))
            await scene.receiver.waitFor(2)
        }
        let told = tracer.finishedSpans.filter { $0.kind == .client }
        #expect(told.count == 2)
        #expect(told.allSatisfy { $0.parentSpanID == call.spanID })
    }

    @Test func `events that are alike have the spans of their calls, in order`() async throws {
        var origins = EventOrigins()
        let entries = await [traced("one"), traced("two")]
        origins.note(entries)
        let event = OutboxEvent(
            OutboxPlace(lane: .app, eventTime: 2), command: "c", address: "a", opening: entries[0].opening)
        for name in ["one", "two"] {
            let origin = try #require(origins.find(event))
            _ = await Traces.following(origin) { await Traces.part("told \(name)") { 0 } }
            origins.settle(event)
        }
        #expect(origins.find(event) == nil)
        let spans = tracer.finishedSpans
        for name in ["one", "two"] {
            let call = try #require(spans.first { $0.operationName == name })
            #expect(spans.first { $0.operationName == "told \(name)" }?.parentSpanID == call.spanID)
        }
    }

    @Test func `the earliest of too many are forgotten`() async {
        var origins = EventOrigins()
        let first = await traced("first", opening: "first")
        let other = await traced("other")
        origins.note([first] + Array(repeating: other, count: EventOrigins.maximumCount))
        func event(_ entry: OutboxEntry) -> OutboxEvent {
            OutboxEvent(
                OutboxPlace(lane: entry.lane, eventTime: 1), command: entry.command, address: "a",
                opening: entry.opening)
        }
        #expect(origins.find(event(first)) == nil)
        #expect(origins.find(event(other)) != nil)
    }

    /// What is to be told of a traced call.
    private func traced(_ call: String, opening: String = "{") async -> OutboxEntry {
        await Traces.call(call, of: nil, by: tracer) { _ in
            OutboxEntry(
                app: app, lane: .app, time: 1, command: "c", address: "a", opening: Array(opening.utf8),
                origin: Traces.origin)
        }
    }
}
