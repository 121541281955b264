/// A write to a stored message; a part that is `nil` stays.
///
/// - Source: protocol reference file 40, section 11.
package struct MessageChange: Sendable, Equatable {
    package var body: [UInt8]?
    package var cloudCustomData: String?

    package init(body: [UInt8]? = nil, cloudCustomData: String? = nil) {
        self.body = body
        self.cloudCustomData = cloudCustomData
    }

    /// Whether neither part is named.
    package var isEmpty: Bool { body == nil && cloudCustomData == nil }

    package func apply(to content: inout MessageContent) {
        content.body = body ?? content.body
        content.cloudCustomData = cloudCustomData ?? content.cloudCustomData
    }
}
