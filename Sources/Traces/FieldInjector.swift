import Tracing

/// Writes what a tracer has to say into header fields.
struct FieldInjector: Injector {
    func inject(_ value: String, forKey key: String, into fields: inout [(String, String)]) {
        fields.append((key, value))
    }
}
