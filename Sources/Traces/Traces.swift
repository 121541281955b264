package import Tracing

/// The spans of traced calls.
///
/// A call is traced where a tracer was given to what carries it out. What it does then finds the tracer in the task's context;
/// outside of a traced call nothing of this costs more than to look there.
package enum Traces {
    /// The header by which a caller names the span that a call is a part of.
    ///
    /// - Source: W3C Trace Context, 3.2.
    package static let parentHeader = "traceparent"

    /// Carries something out in a span that begins a trace, or goes on with a caller's.
    ///
    /// - Parameters:
    ///   - parent: the value of ``parentHeader``; the tracer reads it. `nil` where there is none.
    package static func call<Value, Failure: Error>(
        _ name: String, of parent: String?, by tracer: any Tracer,
        _ body: (any Span) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        var context = ServiceContext.topLevel
        if let parent {
            tracer.extract([parentHeader: parent], into: &context, using: FieldExtractor())
        }
        context[TracerKey.self] = tracer
        return try await run(tracer.startAnySpan(name, context: context, ofKind: .server), body)
    }

    /// Carries something out in a span within the current one, where there is one.
    ///
    /// - Parameter isRequest: whether it is a request to somebody else, who may go on with the trace.
    package static func part<Value, Failure: Error>(
        _ name: String, isRequest: Bool = false, _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard let context = ServiceContext.current, let tracer = context[TracerKey.self] else {
            return try await body()
        }
        let span = tracer.startAnySpan(name, context: context, ofKind: isRequest ? .client : .internal)
        return try await run(span) { (_: any Span) async throws(Failure) -> Value in try await body() }
    }

    /// The current span, for what comes of it later; `nil` outside of a traced call.
    package static var origin: TraceOrigin? {
        guard let context = ServiceContext.current, context[TracerKey.self] != nil else {
            return nil
        }
        return TraceOrigin(context: context)
    }

    /// Carries something out that comes of what was done before; its parts are within the span of that, which may have ended.
    package static func following<Value: Sendable>(
        _ origin: TraceOrigin?, _ body: @Sendable () async -> Value
    ) async -> Value {
        guard let origin else {
            return await body()
        }
        return await ServiceContext.withValue(origin.context, operation: body)
    }

    /// What a request to somebody else has to say, so that what he does is a part of the current span.
    package static var fields: [(String, String)] {
        guard let context = ServiceContext.current, let tracer = context[TracerKey.self] else {
            return []
        }
        var fields: [(String, String)] = []
        tracer.inject(context, into: &fields, using: FieldInjector())
        return fields
    }

    private static func run<Value, Failure: Error>(
        _ span: any Span, _ body: (any Span) async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        defer { span.end() }
        let result: Result<Value, Failure> = await ServiceContext.withValue(span.context) {
            do throws(Failure) {
                return .success(try await body(span))
            } catch {
                return .failure(error)
            }
        }
        if case .failure(let error) = result {
            span.recordError(error)
            span.setStatus(SpanStatus(code: .error))
        }
        return try result.get()
    }
}

/// The place of the tracer in the context of a traced call.
private enum TracerKey: ServiceContextKey {
    typealias Value = any Tracer
}
