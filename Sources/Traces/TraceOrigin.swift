import Tracing

/// Where in a trace something was done, so that what comes of it later is a part of the same trace.
///
/// It is kept in memory only. Any two are equal: what was done is the same, whoever watches.
package struct TraceOrigin: Sendable, Equatable {
    let context: ServiceContext

    package static func == (left: TraceOrigin, right: TraceOrigin) -> Bool { true }
}
