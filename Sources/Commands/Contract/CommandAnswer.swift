/// What a command that was carried out leaves behind.
package struct CommandAnswer: Sendable {
    /// The whole answer as JSON.
    package let bytes: [UInt8]
    /// What the log says of the call besides its code, such as why nothing was done or what was read leniently;
    /// `nil` for most calls.
    package let note: String?

    package init(bytes: [UInt8], note: String? = nil) {
        self.bytes = bytes
        self.note = note
    }
}
