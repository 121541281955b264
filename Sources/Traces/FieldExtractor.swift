import Tracing

/// Reads what a tracer wants to know out of header fields.
struct FieldExtractor: Extractor {
    func extract(key: String, from fields: [String: String]) -> String? {
        fields[key]
    }
}
